#include "commands/run/farm/wait_session_look.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "commands/run/call/named_objects.hpp"
#include "commands/run/farm/questions.hpp"
#include "commands/run/farm/user_sessions.hpp"
#include "error/try.hpp"
#include "farm/row_member.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {

namespace asio = boost::asio;
using farm::text_of;

namespace {

constexpr std::string_view sessions = "session list";

Error wrong(std::string what, std::string why) {
    return {.exit_code = ExitCode::usage,
            .what = std::move(what),
            .why = std::move(why),
            .hint = "for instance: rasctl wait session ben.jones --for deleted"};
}

}  // namespace

Result<> WaitSessionLook::check() {
    const auto command = context_.catalog().command(sessions);
    if (!command) return wrong("cannot wait for sessions", "the catalogue in use has no list of them");
    const auto row = command->operation(0).response().schema();
    for (const std::string& text : arguments_.all("for")) {
        if (text == "deleted" || text == "created") {
            (text == "deleted" ? deleted_ : created_) = true;
            continue;
        }
        TRY_LET(auto where, output::Where::parse(text, row));
        conditions_.push_back({text, std::move(where)});
    }
    if (deleted_ && arguments_.all("for").size() > 1)
        return wrong("cannot wait for 'deleted'", "what is gone meets no other condition");
    if (words_.empty() && !arguments_.on("all") && !arguments_.given("where"))
        return wrong("SESSION is missing", "name a user, or say --where or --all");
    if (!words_.empty() && arguments_.on("all"))
        return wrong("--all goes with no session's name", "it is all of them");
    if (const auto text = arguments_.last("where")) {
        if (!words_.empty()) return wrong("--where goes with no session's name", "it chooses among all");
        TRY_LET(auto where, output::Where::parse(*text, row));
        chosen_.emplace(std::move(where));
    }
    if (words_.empty()) waited_.push_back({.target = {.id = {}, .name = "sessions"}});
    for (const std::string& word : words_)
        waited_.push_back({.target = {.id = {}, .name = word}, .word = word});
    return {};
}

asio::awaitable<Result<>> WaitSessionLook::look(Clock::time_point started) {
    constexpr std::array question{sessions};
    CO_TRY(co_await know_names());
    CO_TRY_LET(auto answers, co_await ask_farm(context_, question));
    reached_ = ready_ = true;
    const Answer* list = answers.find(sessions);
    if (list == nullptr)
        co_return Error{.what = "cannot look at sessions",
                        .why = answers.not_seen.empty() ? "the server has no list of them"
                                                        : answers.not_seen.front().second};
    for (Waited& one : waited_) {
        if (one.met) continue;
        CO_TRY(judge(one, list->rows()));
        one.took = Clock::now() - started;
    }
    co_return Result<>{};
}

asio::awaitable<Result<>> WaitSessionLook::know_names() {
    if (ready_) co_return Result<>{};
    CO_TRY_LET(auto session, context_.session());
    farm::Directory directory(*session, context_.catalog());
    for (WaitCondition& condition : conditions_) CO_TRY(co_await look_names_up(condition.where, directory));
    if (chosen_) co_return co_await look_names_up(*chosen_, directory);
    co_return Result<>{};
}

bool WaitSessionLook::is_meant(const Waited& one, const json::Value& row) const {
    if (one.word.empty()) return !chosen_ || chosen_->matches(row);
    return session_is_called(text_of(row, "sessionID"), text_of(row, "sessionHostName"), text_of(row, "user"),
                             one.word);
}

Result<> WaitSessionLook::judge(Waited& one, const json::Array& rows) {
    std::size_t count = 0;
    bool all_hold = true;
    std::string unmet;
    for (const json::Value& row : rows) {
        if (!is_meant(one, row)) continue;
        ++count;
        for (const WaitCondition& condition : conditions_)
            for (const output::FieldPath& field : condition.where.needed_fields())
                if (!field.field && field.in(row) == nullptr)
                    return wrong(fmt::format("cannot wait for '{}'", terminal::sanitize(condition.text)),
                                 "sessions show no such field");
        for (const WaitCondition& condition : conditions_)
            if (!condition.where.matches(row)) {
                all_hold = false;
                unmet = seen_text(condition, row);
            }
    }
    if (count == 0 && !deleted_ && !created_ && !one.word.empty())
        return Error{.exit_code = ExitCode::not_found,
                     .what = fmt::format("cannot wait for session {}", terminal::sanitize(one.word)),
                     .why = "it is not there",
                     .hint = "rasctl session list"};
    one.met = deleted_ ? count == 0 : count > 0 && all_hold;
    one.seen = count == 0 ? "no session" : fmt::format("{} session{}", count, count == 1 ? "" : "s");
    if (!unmet.empty()) one.seen += ", " + unmet;
    return {};
}

}  // namespace rasctl::commands
