#include "commands/run/call/list_change.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/line/list_options.hpp"
#include "error/try.hpp"
#include "farm/call.hpp"
#include "farm/operation_choice.hpp"
#include "farm/row_member.hpp"
#include "farm/value_text.hpp"
#include "terminal/sanitize.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using json::Value;

Error wrong_list(const catalog::Operation& operation, std::string why) {
    return {.exit_code = ExitCode::usage,
            .what = fmt::format("cannot run '{}'", operation.command().name()),
            .why = std::move(why),
            .hint = fmt::format("rasctl {} --help", operation.command().name())};
}

// MAC addresses, domains and mail addresses are the same whatever their letter case.
bool is_same(const Value& a, const Value& b) {
    return equal_ignoring_case(a.scalar_text(), b.scalar_text());
}

bool holds(const json::Array& list, const Value& wanted) {
    return std::ranges::any_of(list, [&](const Value& one) { return is_same(one, wanted); });
}

asio::awaitable<Result<std::vector<Value>>> values_of(const catalog::Operation& operation,
                                                      const catalog::Flag& list, const std::string& option,
                                                      const Arguments& arguments,
                                                      farm::Directory& directory) {
    std::vector<Value> values;
    if (!arguments.given(option)) co_return values;
    farm::ParsedValue parsed = farm::parse_values(list.field(), arguments.all(option));
    if (!parsed.problems.empty())
        co_return wrong_list(operation, fmt::format("--{}: {}", option, parsed.problems.front()));
    if (!parsed.value.is_array() || parsed.value.as_array().empty())
        co_return wrong_list(operation, fmt::format("--{} is empty", option));
    for (Value& value : parsed.value.as_array()) {
        if (value.is_string() && !list.field().refers().empty() &&
            list.field().type().element() == catalog::Kind::integer) {
            CO_TRY_LET(auto id, co_await directory.reference_id(std::string(list.field().refers()),
                                                                value.as_string()));
            const auto number = Value(id).to_int64();
            value = number ? Value(*number) : Value(id);
        }
        values.push_back(std::move(value));
    }
    co_return values;
}

// The object as `get` shows it.
asio::awaitable<Result<Value>> object_now(session::Session& session, const catalog::Command& command,
                                          const std::vector<std::string>& targets) {
    const auto reading = reading_of(command);
    CO_TRY_LET(auto choice, farm::choose_operation(*reading, targets.size(), session.known_server_version()));
    farm::Arguments arguments;
    arguments.targets = targets;
    co_return co_await farm::call(session, choice.operation, arguments);
}

json::Array list_in(const Value& object, const std::string& path) {
    const Value* list = farm::member_of(object, path);
    return list != nullptr && list->is_array() ? list->as_array() : json::Array{};
}

std::string reading_hint(const catalog::Command& command, const std::vector<std::string>& targets) {
    std::string hint = fmt::format("rasctl {} get", command.noun().name());
    for (const std::string& target : targets) hint += " " + terminal::sanitize(target);
    return hint;
}

std::string shown_value(const Value& value) {
    return terminal::sanitize(value.scalar_text());
}

}  // namespace

asio::awaitable<Result<std::vector<ListChange>>> read_list_changes(const catalog::Operation& operation,
                                                                   const Arguments& arguments,
                                                                   farm::Directory& directory) {
    std::vector<ListChange> changes;
    for (const catalog::Flag& list : changeable_lists(operation)) {
        const std::string adding = adding_option(list), removing = removing_option(list);
        if (!arguments.given(adding) && !arguments.given(removing)) continue;
        if (arguments.given(list.name()))
            co_return wrong_list(operation,
                                 fmt::format("--{} replaces the list that --{} changes", list.name(),
                                             arguments.given(adding) ? adding : removing));
        CO_TRY_LET(auto added, co_await values_of(operation, list, adding, arguments, directory));
        CO_TRY_LET(auto removed, co_await values_of(operation, list, removing, arguments, directory));
        for (const Value& one : added)
            if (holds(removed, one))
                co_return wrong_list(operation,
                                     fmt::format("'{}' is both added and removed", shown_value(one)));
        changes.push_back({.path = std::string(list.path()),
                           .flag = std::string(list.name()),
                           .refers = !list.field().refers().empty(),
                           .added = std::move(added),
                           .removed = std::move(removed)});
    }
    co_return changes;
}

asio::awaitable<Result<farm::Arguments>> merged_lists(session::Session& session,
                                                      const catalog::Command& command,
                                                      const std::vector<ListChange>& changes,
                                                      farm::Arguments arguments) {
    if (changes.empty()) co_return arguments;
    CO_TRY_LET(auto object, co_await object_now(session, command, arguments.targets));
    if (!arguments.body) arguments.body = Value(json::Object{});
    for (const ListChange& change : changes) {
        const json::Array before = list_in(object, change.path);
        json::Array after;
        for (const Value& one : change.removed)
            if (!holds(before, one))
                co_return Error{.exit_code = ExitCode::not_found,
                                .what = fmt::format("'{}' is not in {}", shown_value(one), change.path),
                                .why = fmt::format("{} other entries are", before.size()),
                                .hint = reading_hint(command, arguments.targets)};
        for (const Value& one : before)
            if (!holds(change.removed, one)) after.push_back(one);
        for (const Value& one : change.added)
            if (!holds(after, one)) after.push_back(one);
        json::Object& body = arguments.body->as_object();
        Value* given = body.find(change.path);
        (given != nullptr ? *given : body.append(change.path, Value())) = Value(std::move(after));
    }
    co_return arguments;
}

asio::awaitable<Result<>> check_lists(session::Session& session, const catalog::Command& command,
                                      const std::vector<ListChange>& changes,
                                      const std::vector<std::string>& targets) {
    if (changes.empty()) co_return Result<>{};
    CO_TRY_LET(auto object, co_await object_now(session, command, targets));
    for (const ListChange& change : changes) {
        const json::Array now = list_in(object, change.path);
        const auto missing =
            std::ranges::find_if(change.added, [&](const Value& one) { return !holds(now, one); });
        const auto left =
            std::ranges::find_if(change.removed, [&](const Value& one) { return holds(now, one); });
        if (missing == change.added.end() && left == change.removed.end()) continue;
        const bool lacks = missing != change.added.end();
        co_return Error{
            .what = fmt::format("'{}' had no effect on {}", command.name(), change.path),
            .why = fmt::format("the server took the list, and '{}' is {}",
                               shown_value(lacks ? *missing : *left), lacks ? "not in it" : "still in it")};
    }
    co_return Result<>{};
}

}  // namespace rasctl::commands
