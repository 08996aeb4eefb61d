// The description of the API that a farm's own web service may offer.
#pragma once

#include <span>
#include <string_view>

#include "commands/run/catalog/catalog_source.hpp"
#include "commands/run/context.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

// Where services of this kind offer it, the likeliest first.
std::span<const std::string_view> places_of_descriptions();

// Asks the server of the context, in its session, for a description at each of these places, and compiles the
// first that is there. Fails with not_found where it is at none.
Result<LoadedCatalog> description_of_server(Context& context);

}  // namespace rasctl::commands
