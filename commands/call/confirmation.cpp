#include "commands/call/confirmation.hpp"

#include <fmt/format.h>

namespace rasctl::commands {
namespace {

using config::SettingId;
constexpr std::size_t most_named = 20;

std::string question(const catalog::Command& command, const std::vector<Target>& targets) {
    const std::string act = fmt::format("{} {}", command.noun().name(), command.verb());
    if (targets.empty()) return fmt::format("{}: go on?", act);
    if (targets.size() == 1) return fmt::format("{} {}?", act, shown(targets.front()));
    return fmt::format("{}: these {}?", act, targets.size());
}

}  // namespace

bool would_ask(Context& context, const catalog::Command& command) {
    const config::Settings& settings = context.settings();
    return command.effect() == catalog::Effect::destructive && !settings.on(SettingId::yes) &&
           !settings.on(SettingId::dry_run) && context.prompt().available();
}

Result<> confirm(Context& context, const catalog::Command& command, const std::vector<Target>& targets) {
    const config::Settings& settings = context.settings();
    if (command.effect() != catalog::Effect::destructive) return {};
    if (settings.on(SettingId::yes) || settings.on(SettingId::dry_run)) return {};
    if (!context.prompt().available()) {
        return Error{.exit_code = ExitCode::usage,
                     .what = fmt::format("'{}' needs confirmation", command.name()),
                     .why = "there is no terminal to ask on",
                     .hint = "add --yes, or see what would be sent with --dry-run"};
    }
    if (targets.size() > 1) {
        for (std::size_t i = 0; i < std::min(targets.size(), most_named); ++i)
            [[maybe_unused]] const auto said = context.streams().say("  " + shown(targets[i]));
        if (targets.size() > most_named) [[maybe_unused]]
            const auto said =
                context.streams().say(fmt::format("  and {} more", targets.size() - most_named));
    }
    auto answer = context.prompt().confirm(question(command, targets), false);
    if (!answer) return answer.error();
    if (!*answer)
        return Error{.exit_code = ExitCode::interrupted, .what = "nothing was done", .why = "you said no"};
    return {};
}

}  // namespace rasctl::commands
