// session message, logoff and disconnect.
#include <fmt/format.h>

#include "commands/line/everyday.hpp"
#include "commands/line/global_options.hpp"
#include "commands/line/registry.hpp"
#include "commands/line/synonyms.hpp"
#include "commands/run/call/targets.hpp"
#include "commands/run/context.hpp"
#include "commands/run/farm/user_sessions.hpp"
#include "error/try.hpp"
#include "terminal/sanitize.hpp"
#include "text/shell_word.hpp"

namespace rasctl::commands {
namespace {

constexpr std::string_view message_summary = "Send a message to users' sessions";
constexpr std::string_view logoff_summary = "Log users' sessions off";
constexpr std::string_view disconnect_summary = "Disconnect users' sessions, which go on running";

// Nothing waits to go live, and what is told of are not the list's rows.
void hide_what_means_nothing(Usage& usage) {
    using config::SettingId;
    hide_settings(usage, {SettingId::apply, SettingId::columns, SettingId::limit, SettingId::sort});
}

Usage message_usage() {
    Usage usage{.name = "session message",
                .summary = std::string(message_summary),
                .description = session_choice_text(),
                .positionals = {{.placeholder = "TEXT", .help = "the message"}, session_choice_positional()},
                .options = session_choice_options(),
                .examples = {"rasctl session message 'The hosts restart at noon' --group Office --yes",
                             "rasctl session message 'Please log off' --host rdsh01.company.dom"}};
    usage.options.insert(
        usage.options.begin(),
        {.name = "title", .placeholder = "TEXT", .help = "title of the message", .group = "Message"});
    hide_what_means_nothing(usage);
    return usage;
}

Usage end_usage(std::string_view verb, std::string_view summary, std::string_view more) {
    Usage usage{
        .name = fmt::format("session {}", verb),
        .summary = std::string(summary),
        .description = fmt::format("{} {}", session_choice_text(), more),
        .positionals = {session_choice_positional()},
        .options = session_choice_options(),
        .examples = {
            fmt::format("rasctl session {} --group Office --state disconnected --idle-longer-than 2h --yes",
                        verb),
            fmt::format("rasctl session {} --host rdsh01.company.dom --dry-run", verb)}};
    hide_what_means_nothing(usage);
    return usage;
}

Usage logoff_usage() {
    return end_usage("logoff", logoff_summary, "What users have not saved is lost.");
}

Usage disconnect_usage() {
    return end_usage("disconnect", disconnect_summary, "Users can come back to them.");
}

// What is said where nothing better is known.
constexpr std::string_view list_hint = "rasctl session list";

Error with_hint(Error error, std::string hint) {
    error.hint = std::move(hint);
    return error;
}

// "message all hello": what chooses everybody is no name.
std::string receiver(const std::string& word) {
    const auto instead = instead_of("session message", word);
    if (instead.empty()) return shell_word(terminal::sanitize(word));
    return instead.front().substr(instead.front().rfind(' ') + 1);
}

Result<ExitCode> run_message(Context& context, const Arguments& arguments) {
    TRY_LET(auto given, target_words(context, arguments));
    std::vector<std::string>& words = given.words;
    if (words.empty())
        return Error{.exit_code = ExitCode::usage,
                     .what = "TEXT is missing",
                     .why = "the message",
                     .hint = "rasctl session message --help"};
    // "send message to ben": what follows is no text, and must not be sent as one.
    if (words.size() > 1 && synonyms().prepositions.contains(words.front()))
        return Error{
            .exit_code = ExitCode::usage,
            .what = "TEXT is missing",
            .why = "the text comes first, and behind it who gets it",
            .hint = fmt::format("rasctl session message {} {}",
                                words.size() > 2 ? shell_word(terminal::sanitize(words.back())) : "TEXT",
                                receiver(words[1]))};
    json::Object body;
    body.append("message", words.front());
    if (const auto title = arguments.last("title")) body.append("title", *title);
    words.erase(words.begin());
    if (words.empty() && given.stdin_was_empty) return act_on_no_session(context, "message");
    const std::vector<std::string> named = words;
    TRY_LET(auto selection, session_selection(arguments, std::move(words), "message"));
    const std::string text = body.find("message")->as_string();
    auto sent = act_on_sessions(context, arguments, selection, "send-message", std::move(body));
    // "message ben hello": who, then what.
    const bool unknown =
        !sent && sent.error().exit_code == ExitCode::not_found && sent.error().hint == list_hint;
    if (!unknown || (named.size() > 1 && !looks_like_name(text))) return sent;
    // "message ben.jones hello there": a text of several words is quoted.
    std::string what;
    for (const std::string& word : named) what += (what.empty() ? "" : " ") + terminal::sanitize(word);
    return with_hint(sent.error(), fmt::format("the text comes first: rasctl session message '{}' {}", what,
                                               receiver(text)));
}

Result<ExitCode> run_end(Context& context, const Arguments& arguments, std::string_view verb) {
    TRY_LET(auto words, target_words(context, arguments));
    if (words.words.empty() && words.stdin_was_empty) return act_on_no_session(context, verb);
    TRY_LET(auto selection, session_selection(arguments, std::move(words.words), verb));
    return act_on_sessions(context, arguments, selection, verb, {});
}

Result<ExitCode> run_logoff(Context& context, const Arguments& arguments) {
    return run_end(context, arguments, "logoff");
}

Result<ExitCode> run_disconnect(Context& context, const Arguments& arguments) {
    return run_end(context, arguments, "disconnect");
}

}  // namespace

extern const HandWritten session_message_command{
    "session message", message_summary, "Farm", message_usage, run_message, false, false, Changes::the_farm};
extern const HandWritten session_logoff_command{"session logoff", logoff_summary, "Farm", logoff_usage,
                                                run_logoff,       false,          false,  Changes::the_farm};
extern const HandWritten session_disconnect_command{
    "session disconnect", disconnect_summary, "Farm", disconnect_usage, run_disconnect, false, false,
    Changes::the_farm};

}  // namespace rasctl::commands
