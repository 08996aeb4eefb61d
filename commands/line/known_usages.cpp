#include "commands/line/known_usages.hpp"

#include "commands/line/api_usage.hpp"
#include "commands/line/global_options.hpp"

namespace rasctl::commands {

std::shared_ptr<const Usage> usage_of(const CommandPath& path) {
    // What every line may have lives as long as the program.
    if (!path.found()) return {std::shared_ptr<void>{}, &global_usage()};
    Usage usage;
    if (path.hand_written != nullptr)
        usage = path.hand_written->usage();
    else
        usage = api_usage(*path.command);
    if (path.hand_written == nullptr || !path.hand_written->passes_words) add_global_options(usage);
    return std::make_shared<const Usage>(std::move(usage));
}

std::shared_ptr<const Usage> KnownUsages::of(const CommandPath& path) {
    const bool lasts = path.hand_written != nullptr || !path.command ||
                       &path.command->noun().catalog() == &catalog::Catalog::built_in();
    if (!lasts) return usage_of(path);
    auto& known = known_[path.found() ? path.name() : std::string()];
    if (!known) known = usage_of(path);
    return known;
}

}  // namespace rasctl::commands
