// The catalogue that --catalog names for one call.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "catalog/catalog.hpp"
#include "commands/run/context.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

// A compiled image is read in place. Anything else is a description: it is compiled, and the image is kept in
// the cache until the file changes, so that only the first call waits. "-" is stdin.
Result<std::shared_ptr<const catalog::Catalog>> open_named_catalog(Context& context, const std::string& file);

// Where the compiled image of that file is; empty for one that cannot be kept.
std::filesystem::path image_of_named(const Context& context, const std::string& file);

}  // namespace rasctl::commands
