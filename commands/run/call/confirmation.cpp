#include "commands/run/call/confirmation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "error/try.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

using config::SettingId;
constexpr std::size_t most_named = 20;

bool must_ask(Context& context) {
    const config::Settings& settings = context.settings();
    return !settings.on(SettingId::yes) && !settings.on(SettingId::dry_run);
}

std::string text_of(const Question& question) {
    const auto& targets = question.targets;
    if (targets.empty()) return fmt::format("{}: go on?", question.act);
    if (targets.size() == 1) return fmt::format("{} {}?", question.act, shown(targets.front()));
    return fmt::format("{}: these {}?", question.act, targets.size());
}

}  // namespace

bool would_ask(Context& context) {
    return must_ask(context) && context.prompt().available();
}

Result<> confirm(Context& context, const Question& question) {
    if (!must_ask(context)) return {};
    if (!context.prompt().available()) {
        return Error{.exit_code = ExitCode::usage,
                     .what = fmt::format("'{}' needs confirmation", question.act),
                     .why = fmt::format("{}, and there is no terminal to ask on", question.reason),
                     .hint = "add --yes, or see what would be sent with --dry-run"};
    }
    const auto say = [&](const std::string& line) {
        [[maybe_unused]] const auto said = context.streams().say(line);
    };
    const auto& targets = question.targets;
    if (targets.size() > 1) {
        for (std::size_t i = 0; i < std::min(targets.size(), most_named); ++i) say("  " + shown(targets[i]));
        if (targets.size() > most_named) say(fmt::format("  and {} more", targets.size() - most_named));
    }
    for (const std::string& consequence : question.consequences) say("  " + terminal::sanitize(consequence));
    TRY_LET(auto answer, context.prompt().confirm(text_of(question), false));
    if (!answer)
        return Error{.exit_code = ExitCode::interrupted, .what = "nothing was done", .why = "you said no"};
    return {};
}

}  // namespace rasctl::commands
