// The description of the API that a farm's own web service may offer.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "commands/run/catalog/catalog_source.hpp"
#include "commands/run/context.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

// Where services of this kind offer it, the likeliest first.
std::span<const std::string_view> places_of_descriptions();

// As much of a text tells whether it is a description.
inline constexpr std::size_t description_beginning = 4096;

// Whether the text is one, by its beginning: a page of the console answers anything, too.
bool is_description(std::string_view text);
// Whether a text of which this has come so far may still be one.
bool begins_like_description(std::string_view text);

// Asks the server of the context, in its session, for a description at each of these places, and compiles the
// first that is there. Fails with not_found where it is at none.
Result<LoadedCatalog> description_of_server(Context& context);

}  // namespace rasctl::commands
