#include "commands/run/start/catalog_choice.hpp"

#include "commands/run/catalog/catalog_file.hpp"
#include "commands/run/catalog/named_catalog.hpp"
#include "config/contexts.hpp"
#include "error/try.hpp"

namespace rasctl::commands {
namespace {

namespace fs = std::filesystem;

std::string context_named(Context& context, const config::Settings::Flags& flags) {
    if (const auto flag = flags.find("context"); flag != flags.end()) return flag->second;
    if (auto name = context.environment().find_filled("RASCTL_CONTEXT")) return *name;
    const auto file = context.config().load();
    return file ? file->current_context() : std::string{};
}

std::optional<std::string> file_named(const config::Settings::Flags& flags,
                                      const terminal::Environment& environment) {
    if (const auto flag = flags.find("catalog"); flag != flags.end()) return flag->second;
    return environment.find_filled("RASCTL_CATALOG");
}

}  // namespace

Result<bool> choose_catalog(Context& context, const config::Settings::Flags& flags, bool way_back) {
    if (const auto file = file_named(flags, context.environment())) {
        TRY_LET(auto named, open_named_catalog(context, *file));
        context.use_catalog(std::move(named));
        return true;
    }
    const config::Paths& paths = context.paths();
    std::error_code ignored;
    if (paths.cache_directory.empty() || !fs::exists(paths.cache_directory / "catalogs", ignored))
        return false;
    const std::string name = context_named(context, flags);
    // What no context can be called must not lead to files elsewhere.
    if (!name.empty() && !config::check_context_name(name)) return false;
    auto imported = open_catalog_file(imported_catalog(paths, name));
    if (!imported && way_back) return false;
    if (!imported) return imported.error();
    if (!*imported) return false;
    context.use_catalog(std::move(*imported));
    return true;
}

}  // namespace rasctl::commands
