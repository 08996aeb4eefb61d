#include "commands/run/start/catalog_choice.hpp"

#include <memory>

#include "config/contexts.hpp"
#include "system/mapped_file.hpp"

namespace rasctl::commands {
namespace {

namespace fs = std::filesystem;

// A mapped file with the catalogue in it; lives as long as the process.
struct Mapped {
    system::MappedFile file;
    std::optional<catalog::Catalog> catalog{};
};

std::string context_named(const config::Settings::Flags& flags, const terminal::Environment& environment,
                          const config::Paths& paths) {
    if (const auto flag = flags.find("context"); flag != flags.end()) return flag->second;
    if (auto name = environment.find_filled("RASCTL_CONTEXT")) return *name;
    const auto file = config::ConfigFile::load(paths);
    return file ? file->current_context() : std::string{};
}

Error cannot_use(Error error, const fs::path& file) {
    error.what = "cannot use the imported catalogue " + file.string();
    return error;
}

Result<bool> use_mapped(Context& context, const fs::path& file) {
    auto opened = system::MappedFile::open(file);
    if (!opened) return cannot_use(opened.error(), file);
    if (!*opened) return false;
    auto mapped = std::make_shared<Mapped>(Mapped{std::move(**opened)});
    auto catalog = catalog::Catalog::open(mapped->file.bytes());
    if (!catalog) return cannot_use(catalog.error(), file);
    mapped->catalog.emplace(*catalog);
    const catalog::Catalog& in_place = *mapped->catalog;
    context.use_catalog(std::shared_ptr<const catalog::Catalog>(mapped, &in_place));
    return true;
}

}  // namespace

fs::path imported_catalog(const config::Paths& paths, const std::string& context_name) {
    return paths.cache_directory / "catalogs" /
           (context_name.empty() ? "default.image" : "context-" + context_name + ".image");
}

Result<bool> choose_catalog(Context& context, const config::Settings::Flags& flags, bool way_back) {
    const config::Paths paths = config::find_paths(context.environment());
    std::error_code ignored;
    if (paths.cache_directory.empty() || !fs::exists(paths.cache_directory / "catalogs", ignored))
        return false;
    const std::string name = context_named(flags, context.environment(), paths);
    // What no context can be called must not lead to files elsewhere.
    if (!name.empty() && !config::check_context_name(name)) return false;
    auto used = use_mapped(context, imported_catalog(paths, name));
    if (!used && way_back) return false;
    return used;
}

void rename_imported_catalog(const config::Paths& paths, const std::string& from, const std::string& to) {
    if (from == to || paths.cache_directory.empty()) return;
    std::error_code failure;
    fs::rename(imported_catalog(paths, from), imported_catalog(paths, to), failure);
    // One of an earlier context of the new name is not this one's.
    if (failure) forget_imported_catalog(paths, to);
}

void forget_imported_catalog(const config::Paths& paths, const std::string& context_name) {
    if (paths.cache_directory.empty()) return;
    std::error_code ignored;
    fs::remove(imported_catalog(paths, context_name), ignored);
}

}  // namespace rasctl::commands
