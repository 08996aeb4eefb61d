#include "commands/run/farm/user_sessions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "commands/line/phrases.hpp"
#include "commands/line/synonyms.hpp"
#include "commands/run/call/named_objects.hpp"
#include "commands/run/farm/questions.hpp"
#include "config/setting.hpp"
#include "error/try.hpp"
#include "farm/account_name.hpp"
#include "farm/call.hpp"
#include "farm/host_name.hpp"
#include "farm/operation_choice.hpp"
#include "farm/row_member.hpp"
#include "output/enumeration.hpp"
#include "output/where.hpp"
#include "terminal/sanitize.hpp"
#include "text/ascii.hpp"
#include "text/quantity.hpp"
#include "text/shell_word.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using farm::number_of;
using farm::text_of;

Error session_usage_error(std::string_view verb, std::string what, std::string why) {
    return {.exit_code = ExitCode::usage,
            .what = std::move(what),
            .why = std::move(why),
            .hint = fmt::format("rasctl session {} --help", verb)};
}

struct Filter {
    std::vector<std::string> users, hosts, pools;
    std::optional<std::chrono::milliseconds> idle{};
    std::optional<std::int64_t> state{};
    std::optional<output::Where> where{};

    bool matches(const UserSession& session) const {
        const auto is_of = [&](const auto& wanted, const std::string& value, auto compare) {
            return wanted.empty() ||
                   std::ranges::any_of(wanted, [&](const auto& one) { return compare(value, one); });
        };
        if (!is_of(users, session.user, farm::same_account) || !is_of(hosts, session.host, farm::same_host) ||
            !is_of(pools, text_of(session.row, "poolName"), equal_ignoring_case))
            return false;
        if (idle && std::chrono::seconds(number_of(session.row, "idleTime").value_or(0)) <= *idle)
            return false;
        if (state && number_of(session.row, "state").value_or(0) != *state) return false;
        return !where || where->matches(session.row);
    }
};

Result<Filter> filter_of(const Arguments& arguments, const farm::Selection& selection,
                         const catalog::Operation& list, std::string_view verb) {
    Filter filter;
    filter.users = selection.parts("user");
    filter.hosts = selection.parts("host");
    filter.pools = selection.parts("group");
    if (const auto text = arguments.last("idle-longer-than")) {
        filter.idle = config::parse_duration(*text);
        if (!filter.idle)
            return session_usage_error(
                verb, fmt::format("--idle-longer-than: '{}' is no time", terminal::sanitize(*text)),
                fmt::format("expects seconds, or {}", duration_forms));
    }
    const auto schema = list.response().schema();
    if (const auto text = arguments.last("state")) {
        const auto known = schema ? schema->field("state") : std::nullopt;
        const auto states = output::enumeration_of(known);
        filter.state = states ? output::enum_number(std::string_view(*text), *states) : std::nullopt;
        if (states && !filter.state)
            if (const auto value = states->value(std::string_view(*text))) filter.state = value->number();
        if (!filter.state)
            return session_usage_error(
                verb, fmt::format("--state: '{}' is no state of a session", terminal::sanitize(*text)),
                "rasctl explain session.state lists them");
    }
    if (const std::string text = selection.where(); !text.empty()) {
        TRY_LET(auto where, output::Where::parse(text, schema));
        filter.where.emplace(std::move(where));
    }
    return filter;
}

// "logoff all users on rdsh01", "logoff idle": words that are no session's name say which ones are meant.
Error with_better_choice(Error error, const std::string& verb, const std::vector<std::string>& words,
                         const std::string& wrong) {
    if (error.exit_code != ExitCode::not_found) return error;
    const std::string command = fmt::format("session {}", verb);
    const std::string text = verb == "message" ? " TEXT" : "";
    const Usage usage{.name = command, .summary = {}, .options = session_choice_options()};
    ReadWords said;
    said.operands = words;
    take_row_words(usage, said);
    std::string options;
    for (const GivenOption& one : said.options)
        options += fmt::format(" --{} {}", one.name, shell_word(terminal::sanitize(one.value)));
    if (!options.empty()) {
        error.hint = fmt::format("did you mean: rasctl {}{}{}", command, text, options);
        return error;
    }
    if (const auto instead = instead_of(command, wrong); !instead.empty())
        error.hint = fmt::format("did you mean: rasctl {}", instead.front());
    return error;
}

// Sessions name their pool: an ID becomes the name, and what no session tells is asked for, so that a pool
// that is not there is no empty choice.
asio::awaitable<Result<>> name_pools(Context& context, std::vector<std::string>& pools,
                                     const std::vector<UserSession>& sessions) {
    constexpr std::array questions{std::string_view("rds pool list"), std::string_view("vdi pool list"),
                                   std::string_view("avd pool list")};
    const auto is_told = [&](const std::string& pool) {
        return std::ranges::any_of(sessions, [&](const UserSession& one) {
            return equal_ignoring_case(text_of(one.row, "poolName"), pool);
        });
    };
    if (std::ranges::all_of(pools, is_told)) co_return Result<>{};
    CO_TRY_LET(auto answers, co_await ask_farm(context, questions));
    for (std::string& pool : pools) {
        bool found = is_told(pool);
        for (const std::string_view question : questions) {
            for (const json::Value& row : answers.rows_of(question)) {
                const std::string name = text_of(row, "name");
                if (found || (text_of(row, "id") != pool && !equal_ignoring_case(name, pool))) continue;
                pool = name;
                found = true;
            }
        }
        if (!found)
            co_return Error{.exit_code = ExitCode::not_found,
                            .what = fmt::format("no pool is called '{}'", terminal::sanitize(pool)),
                            .why = "no session runs in it, and no list of pools has it",
                            .hint = "rasctl rds pool list"};
    }
    co_return Result<>{};
}

// The sessions that one word names: ID, HOST/ID, or a user.
Result<std::vector<const UserSession*>> named(const std::vector<UserSession>& all, const std::string& word) {
    std::vector<const UserSession*> found;
    for (const UserSession& one : all)
        if (session_is_called(one.id, one.host, one.user, word)) found.push_back(&one);
    if (found.empty())
        return Error{.exit_code = ExitCode::not_found,
                     .what = fmt::format("no session is called '{}'", terminal::sanitize(word)),
                     .why = fmt::format("the farm has {} sessions", all.size()),
                     .hint = "rasctl session list"};
    const bool by_id = is_all_digits(word);
    if (by_id && found.size() > 1) {
        Error error{.exit_code = ExitCode::usage,
                    .what = fmt::format("session {} is ambiguous", word),
                    .why = fmt::format("{} hosts have a session of this number", found.size())};
        for (const UserSession* one : found)
            error.details.push_back(fmt::format("{}/{}  {}", one->host, one->id, one->user));
        error.hint = fmt::format("name the host too, for instance {}/{}", found.front()->host, word);
        return error;
    }
    return found;
}

}  // namespace

bool session_is_called(const std::string& id, const std::string& host, const std::string& user,
                       const std::string& word) {
    const auto slash = word.rfind('/');
    const bool by_host = slash != std::string::npos && farm::same_host(host, word.substr(0, slash)) &&
                         id == word.substr(slash + 1);
    return by_host || id == word || farm::same_account(user, word);
}

std::vector<Option> session_choice_options() {
    const std::string group = "Sessions";
    return {
        {.name = "user", .placeholder = "NAME", .help = "of this user", .group = group, .repeatable = true},
        {.name = "host",
         .placeholder = "NAME",
         .help = "on this host",
         .group = group,
         .refers = "RDSHost",
         .values = Values::reference,
         .repeatable = true},
        {.name = "group",
         .placeholder = "NAME|ID",
         .help = "on the hosts of this pool",
         .group = group,
         .refers = "RDSHostPool",
         .values = Values::reference,
         .repeatable = true},
        {.name = "idle-longer-than",
         .placeholder = "TIME",
         .help = "without input for longer than this: 30m, 2h",
         .group = group},
        {.name = "state",
         .placeholder = "NAME",
         .help = "in this state",
         .group = group,
         .choices = {"active", "disconnected", "idle"},
         .values = Values::choices},
        {.name = "all", .placeholder = {}, .help = "all sessions", .group = group},
        {.name = "at-most", .placeholder = "N", .help = "do nothing when more are chosen", .group = group}};
}

Positional session_choice_positional() {
    return {.placeholder = "SESSION",
            .help = "a session's number, HOST/NUMBER, or a user's name, or - for stdin",
            .required = false,
            .several = true};
}

std::string session_choice_text() {
    return "Sessions are named by number, by HOST/NUMBER where several hosts have the number, or by the "
           "user's name; or chosen by --user, --host, --group, --idle-longer-than, --state and --where, "
           "which hold together. Sessions on RDS hosts and on virtual desktops can be acted upon; the API "
           "has nothing for those on Azure hosts.";
}

Result<farm::Selection> session_selection(const Arguments& arguments, std::vector<std::string> words,
                                          std::string_view verb) {
    farm::Choosing choosing{.command = fmt::format("session {}", verb), .words = std::move(words)};
    TRY(farm::check_narrowings(choosing.command, narrowings(arguments, {"site"})));
    choosing.all = arguments.on("all");
    choosing.narrowings = narrowings(arguments, {"user", "host", "group"}, true);
    for (farm::Narrowing& one : narrowings(arguments, {"idle-longer-than", "state", "where"}))
        choosing.narrowings.push_back(std::move(one));
    return farm::Selection::of(std::move(choosing));
}

asio::awaitable<Result<std::vector<UserSession>>> choose_sessions(Context& context,
                                                                  const Arguments& arguments,
                                                                  const farm::Selection& selection,
                                                                  std::string verb) {
    const auto command = context.catalog().command("session list");
    if (!command)
        co_return session_usage_error(verb, "cannot list sessions", "the catalogue in use does not have it");
    CO_TRY_LET(auto session, context.session());
    CO_TRY_LET(const auto choice, farm::choose_operation(*command, 0, session->known_server_version()));
    CO_TRY_LET(auto filter, filter_of(arguments, selection, choice.operation, verb));
    if (filter.where) {
        farm::Directory directory(*session, context.catalog());
        CO_TRY(co_await look_names_up(*filter.where, directory));
        if (const auto note = filter.where->note()) context.note("rasctl: --where: " + *note);
    }
    farm::Arguments input;
    const auto site = choice.operation.flag("site");
    if (const std::string text = context.settings().text(config::SettingId::site); site && !text.empty()) {
        farm::Directory directory(*session, context.catalog());
        CO_TRY_LET(auto id, co_await directory.reference_id("Site", text));
        input.query.emplace_back(std::string(site->query()), json::Value(id));
    }
    CO_TRY_LET(auto answer, co_await farm::call(*session, choice.operation, input));
    std::vector<UserSession> all;
    if (answer.is_array())
        for (json::Value& row : answer.as_array())
            all.push_back({text_of(row, "sessionID"), text_of(row, "serverID"),
                           text_of(row, "sessionHostName"), text_of(row, "user"),
                           number_of(row, "source").value_or(0), std::move(row)});
    CO_TRY(co_await name_pools(context, filter.pools, all));
    std::vector<const UserSession*> chosen;
    const std::vector<std::string>& words = selection.words();
    for (const std::string& word : words) {
        auto found = named(all, word);
        if (!found) co_return with_better_choice(found.error(), verb, words, word);
        for (const UserSession* one : *found)
            if (std::ranges::find(chosen, one) == chosen.end()) chosen.push_back(one);
    }
    if (words.empty())
        for (const UserSession& one : all) chosen.push_back(&one);
    std::vector<UserSession> result;
    for (const UserSession* one : chosen)
        if (filter.matches(*one)) result.push_back(*one);
    co_return result;
}

}  // namespace rasctl::commands
