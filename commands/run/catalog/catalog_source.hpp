// Descriptions of the API and compiled catalogues, as the `catalog` commands read them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "commands/run/context.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

// A catalogue and the bytes that it is read from.
struct LoadedCatalog {
    std::vector<std::byte> bytes;
    std::optional<catalog::Catalog> catalog{};
    std::vector<std::string> remarks{};  // what was skipped or renamed, one line each
};

// How much text a description may be.
inline constexpr std::size_t largest_description = std::size_t{256} << 20U;

// Why a longer one is not read.
Error description_too_large(const std::string& what);

// Reads an OpenAPI 3.0 or 3.1 description, JSON or YAML, 256 MiB at most, from a file, "-" for stdin, or a
// URL of http or https, and compiles it. A URL on the context's own server is asked for in its session. What
// is no description, or a hostile one, fails with exit code invalid(5).
Result<LoadedCatalog> compile_description(Context& context, const std::string& source);

// Likewise the text of one; `source` is what messages call it.
Result<LoadedCatalog> compile_text(Context& context, const std::string& source, std::string text);

// Where the catalogue imported for the context in force is, or would be.
std::filesystem::path imported_file(const Context& context);

// Opens the one imported for the context in force. Null when there is none; a damaged one fails.
Result<std::shared_ptr<const catalog::Catalog>> load_imported(const Context& context);

}  // namespace rasctl::commands
