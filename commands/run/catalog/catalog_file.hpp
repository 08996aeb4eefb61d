// Compiled catalogues as files: where they are kept, and how they are opened without being read whole.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "catalog/catalog.hpp"
#include "config/paths.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

// Where the imported catalogue of a context is kept ("" is for use without a context).
std::filesystem::path imported_catalog(const config::Paths& paths, const std::string& context_name);

// Where it is kept that a logon looked for the description that the context's server may offer.
std::filesystem::path looked_for_description(const config::Paths& paths, const std::string& context_name);

// A context takes its catalogue along when it is renamed, and with it when it goes.
void rename_imported_catalog(const config::Paths& paths, const std::string& from, const std::string& to);
void forget_imported_catalog(const config::Paths& paths, const std::string& context_name);

// Writes an image that was opened, and the note that it was.
Result<> write_catalog_file(const std::filesystem::path& file, std::span<const std::byte> image);

// Removes the image and its note; answers whether there was one.
Result<bool> remove_catalog_file(const std::filesystem::path& file);

// Opens the image in place; it lives as long as what is answered. Every record is checked when the file is
// met for the first time; a note beside it, of its device, inode, size and time, spares that from then on.
// Null when there is no such file.
Result<std::shared_ptr<const catalog::Catalog>> open_catalog_file(const std::filesystem::path& file);

// Likewise, with the note at a place of its own.
Result<std::shared_ptr<const catalog::Catalog>> open_catalog_file(const std::filesystem::path& file,
                                                                  const std::filesystem::path& note);

}  // namespace rasctl::commands
