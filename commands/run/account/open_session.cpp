#include "commands/run/account/open_session.hpp"

namespace rasctl::commands {

using config::SettingId;

std::function<void(std::string_view)> warn_on(Context& context) {
    return [&context](std::string_view line) { context.note_once("rasctl: " + std::string(line)); };
}

std::function<void(std::string_view)> debug_on(Context& context) {
    if (!context.settings().on(SettingId::debug)) return {};
    return
        [&context](std::string_view line) { [[maybe_unused]] const auto said = context.streams().say(line); };
}

session::Surroundings surroundings_of(Context& context, const config::Settings& settings) {
    return {.settings = settings,
            .paths = context.paths(),
            .environment = context.environment(),
            .prompt = [&context]() -> terminal::Prompt& { return context.prompt(); },
            .warn = warn_on(context),
            .debug = debug_on(context),
            .executor = context.io().get_executor()};
}

Result<std::unique_ptr<session::Session>> open_session(Context& context) {
    session::Surroundings surroundings = surroundings_of(context, context.settings());
    surroundings.tls_context = context.tls_context();
    return session::open_farm_session(std::move(surroundings));
}

config::Settings settings_with(Context& context, const config::Settings::Flags& changes) {
    config::Settings::Flags flags;
    for (const config::Setting& setting : config::settings_table()) {
        if (setting.flag.empty() || context.settings().source(setting.id) != config::Source::flag) continue;
        flags.insert_or_assign(std::string(setting.flag), context.settings().text(setting.id));
    }
    for (const auto& [name, value] : changes) flags.insert_or_assign(name, value);
    return {std::move(flags), context.environment(), context.config_file()};
}

}  // namespace rasctl::commands
