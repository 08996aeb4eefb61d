// What was written since settings were last applied, as far as a farm tells.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "commands/line/exit_code.hpp"
#include "commands/line/operands.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/call/side_by_side.hpp"
#include "commands/run/context.hpp"
#include "commands/run/farm/kept_changes.hpp"
#include "commands/run/result_output.hpp"
#include "config/setting.hpp"
#include "error/try.hpp"
#include "farm/call.hpp"
#include "farm/operation_choice.hpp"
#include "farm/row_member.hpp"
#include "output/enumeration.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using farm::text_of;
using json::Value;

constexpr std::string_view pending_summary = "List what may wait for 'settings apply'";
constexpr std::string_view usual_age = "24h";
constexpr std::int64_t not_applied = 24;

Usage pending_usage() {
    return {
        .name = "settings pending",
        .summary = std::string(pending_summary),
        .description =
            "A server that keeps a list of what was written since settings were last applied, as the farm in "
            "a box does and says, is asked for it (GET /api/Settings/pending): what was created, changed and "
            "deleted, by whom and when.\n\n"
            "The API has no such list. From other servers: objects that were changed lately, by whom and "
            "when (adminLastMod, timeLastMod), newest first, and new servers that wait for the settings to "
            "be "
            "applied (agentState NotApplied), by one list request for every kind of object that tells who "
            "changed it. They do not tell when settings were last applied: what was changed within --since "
            "is listed whether it was applied since or not. Deleted objects, settings that are no objects "
            "and older changes are not seen.",
        .options = {{.name = "since",
                     .placeholder = "DURATION",
                     .help = fmt::format("how far to look back ({})", usual_age),
                     .group = "Pending"}},
        .examples = {"rasctl settings pending", "rasctl settings pending --since 1h -o json"}};
}

bool tells_changes(const catalog::Operation& operation) {
    const auto schema = operation.response().schema();
    return operation.method() == "GET" && operation.response_kind() == catalog::ResponseKind::list &&
           schema && operation.path_parameters().empty() && schema->field("timeLastMod") &&
           schema->field("adminLastMod");
}

bool tells_state(const catalog::Operation& operation) {
    const auto schema = operation.response().schema();
    return operation.method() == "GET" && operation.response_kind() == catalog::ResponseKind::list &&
           schema && operation.path_parameters().empty() && schema->field("agentState") &&
           operation.command().verb() == "status";
}

// The lists to ask for: every kind of object once.
std::vector<catalog::Operation> lists_of(const catalog::Catalog& catalog, int version) {
    std::vector<catalog::Operation> lists;
    std::set<std::string_view> nouns;
    for (const catalog::Command command : catalog.commands()) {
        const auto choice = farm::choose_operation(command, 0, version);
        if (!choice) continue;
        const catalog::Operation operation = choice->operation;
        const bool changes = command.verb() == "list" && tells_changes(operation);
        if (!changes && !tells_state(operation)) continue;
        const std::string_view kind = command.name();
        if (nouns.insert(kind).second) lists.push_back(operation);
    }
    return lists;
}

std::string name_of(const Value& row) {
    for (const char* member : {"name", "server"})
        if (std::string name = text_of(row, member); !name.empty()) return name;
    return {};
}

// "2026-11-25T22:00:00Z" of that long ago: times of the API are texts that sort.
std::string moment_before(std::chrono::milliseconds age) {
    const auto then = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now() - age);
    const auto day = std::chrono::floor<std::chrono::days>(then);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(then - day);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       time.hours().count(), time.minutes().count(), time.seconds().count());
}

json::Object pending_row(const catalog::Operation& list, const Value& row, std::string_view state) {
    json::Object shown;
    shown.append("time", text_of(row, "timeLastMod"));
    shown.append("kind", list.command().noun().name());
    shown.append("id", text_of(row, "id"));
    shown.append("name", name_of(row));
    shown.append("by", text_of(row, "adminLastMod"));
    shown.append("state", state);
    return shown;
}

// However the server spells the state: 24, "24 = NotApplied", "NotApplied".
bool waits_to_be_applied(const catalog::Operation& list, const Value& row) {
    const Value* state = farm::member_of(row, "agentState");
    const auto schema = list.response().schema();
    const auto enumeration = output::enumeration_of(schema ? schema->field("agentState") : std::nullopt);
    if (state == nullptr) return false;
    return (enumeration ? output::enum_number(*state, *enumeration) : state->to_int64()) == not_applied;
}

// Rows of one list that may wait.
void collect(const catalog::Operation& list, const Value& answer, const std::string& since,
             json::Array& rows) {
    if (!answer.is_array()) return;
    for (const Value& row : answer.as_array()) {
        if (tells_state(list)) {
            if (waits_to_be_applied(list, row)) rows.emplace_back(pending_row(list, row, "not applied"));
        } else if (text_of(row, "timeLastMod") >= since) {
            rows.emplace_back(pending_row(list, row, "changed"));
        }
    }
}

asio::awaitable<Result<json::Array>> read_pending(Context& context, std::string since) {
    CO_TRY_LET(auto session, context.session());
    CO_TRY_LET(auto version, co_await session->server_version());
    const std::vector<catalog::Operation> lists = lists_of(context.catalog(), version);
    const auto ask = [&](const catalog::Operation& list) -> asio::awaitable<Result<Value>> {
        co_return co_await farm::call(*session, list);
    };
    SideBySide side_by_side(context, "", lists.size());
    const auto outcomes = co_await farm::for_each(lists, side_by_side.pace(false), ask);
    json::Array rows;
    std::size_t unseen = 0;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (outcomes[i].error && outcomes[i].error->http_status == 401) co_return *outcomes[i].error;
        if (outcomes[i].error && outcomes[i].error->http_status == 0) co_return *outcomes[i].error;
        if (outcomes[i].ending != farm::Ending::done)
            ++unseen;
        else
            collect(lists[i], outcomes[i].answer, since, rows);
    }
    if (unseen != 0) context.note(fmt::format("{} of {} lists could not be read", unseen, lists.size()));
    std::ranges::stable_sort(rows, std::greater{}, [](const Value& row) { return text_of(row, "time"); });
    co_return rows;
}

Result<ExitCode> run_pending(Context& context, const Arguments& arguments) {
    TRY(operands(pending_usage(), arguments, 0, 0));
    const std::string age = arguments.last("since").value_or(std::string(usual_age));
    const auto since = config::parse_duration(age);
    if (!since)
        return Error{.exit_code = ExitCode::usage,
                     .what = fmt::format("invalid --since {}", age),
                     .why = "it must be a duration such as 90s, 30m, 8h",
                     .hint = "rasctl settings pending --since 8h"};
    json::Array rows;
    bool kept = false;
    TRY(context.run([&]() -> asio::awaitable<Result<>> {
        CO_TRY_LET(auto told, co_await read_kept_changes(context));
        kept = told.has_value();
        if (kept) {
            rows = std::move(*told);
            co_return Result<>{};
        }
        CO_TRY_LET(auto read, co_await read_pending(context, moment_before(*since)));
        rows = std::move(read);
        co_return Result<>{};
    }));
    if (!kept) context.note("the API does not tell when settings were last applied, nor what was deleted");
    const output::Shape shape{
        .identity = "name", .id = "id", .default_columns = {"time", "kind", "id", "name", "by", "state"}};
    TRY(show_value(context, shape, Value(std::move(rows))));
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten settings_pending_command{"settings pending", pending_summary, "Farm", pending_usage,
                                                  run_pending};

}  // namespace rasctl::commands
