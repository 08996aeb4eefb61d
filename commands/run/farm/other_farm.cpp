#include "commands/run/farm/other_farm.hpp"

#include <fmt/format.h>

#include <array>

#include "commands/run/account/open_session.hpp"
#include "commands/run/start/catalog_choice.hpp"
#include "error/try.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

using config::SettingId;
using config::Source;

// What is true of one connection only; from flags and variables it would hold for both.
constexpr std::array of_one_farm{SettingId::endpoint, SettingId::fingerprint};

Error unusable(std::string why, std::string hint) {
    return {.exit_code = ExitCode::usage, .what = "--with", .why = std::move(why), .hint = std::move(hint)};
}

}  // namespace

Result<std::unique_ptr<Context>> context_of_other_farm(Context& context, const std::string& name) {
    const std::string shown = terminal::sanitize(name);
    if (name.empty()) return unusable("it names no context", "rasctl context list");
    if (name == context.settings().context())
        return unusable(fmt::format("'{}' is the farm that it would be compared with", shown),
                        "rasctl diff -c TEST --with PROD");
    for (const SettingId id : of_one_farm)
        if (const Source source = context.settings().source(id);
            source == Source::flag || source == Source::environment)
            return unusable(fmt::format("{} would hold for both farms", context.settings().place(id)),
                            "rasctl diff -c TEST --with PROD");
    config::Settings::Flags flags;
    for (const config::Setting& setting : config::settings_table())
        if (!setting.flag.empty() && context.settings().source(setting.id) == Source::flag)
            flags.insert_or_assign(std::string(setting.flag), context.settings().text(setting.id));
    flags.insert_or_assign("context", name);
    auto other = std::make_unique<Context>(context.streams(), context.environment(), open_session);
    TRY(other->configure(flags));
    if (auto known = other->settings().check_context(); !known) {
        Error error = known.error();
        error.details = {"it was named by --with"};
        return error;
    }
    TRY(choose_catalog(*other, flags, false));
    return other;
}

}  // namespace rasctl::commands
