#include "commands/run/inventory/recent_changes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/run/inventory/row_text.hpp"
#include "farm/row_member.hpp"
#include "text/moment.hpp"

namespace rasctl::commands {
namespace {

using farm::text_of;
using json::Value;

constexpr std::int64_t seconds_of_day = 86400;
// Of a farm that was changed as a whole, the newest say enough.
constexpr std::size_t most_changes = 100;

struct Changed {
    Moment when;
    std::string time, kind, name, by;
};

std::vector<Changed> changed_lately(const FarmReading& reading) {
    const Moment now = moment_now();
    std::vector<Changed> changes;
    for (const auto& [command, answer] : reading.answers.seen) {
        const catalog::Noun noun = answer.operation.command().noun();
        if (answer.operation.command().verb() != "list") continue;
        for (const Value& row : answer.rows()) {
            const std::string time = text_of(row, "timeLastMod");
            const auto when = time.empty() ? std::nullopt : parse_moment(time);
            if (!when || when->seconds < now.seconds - seconds_of_day) continue;
            changes.push_back(
                {*when, time, std::string(noun.name()), row_name(noun, row), text_of(row, "adminLastMod")});
        }
    }
    std::ranges::stable_sort(changes, [](const Changed& a, const Changed& b) { return a.when > b.when; });
    return changes;
}

inventory::Table waiting_servers(const FarmReading& reading) {
    inventory::Table table{.key = "not-applied",
                           .title = "Servers that wait for the settings",
                           .columns = {{.key = "kind", .label = "Kind"}, {.key = "state", .label = "State"}},
                           .live = true};
    const ObjectNames names(reading.answers);
    for (const auto& [command, answer] : reading.answers.seen) {
        if (answer.operation.command().verb() != "status") continue;
        const auto field = field_at(answer.operation.response().schema(), "agentState");
        for (const Value& row : answer.rows()) {
            const Value* state = farm::member_of(row, "agentState");
            if (state == nullptr || value_text(*state, field, names) != "NotApplied") continue;
            const catalog::Noun noun = answer.operation.command().noun();
            table.objects.push_back(
                {.id = text_of(row, "id"),
                 .name = row_name(noun, row),
                 .cells = {{std::string(noun.name())}, {"NotApplied", inventory::Meaning::attention}}});
        }
    }
    return table;
}

inventory::Table changes_table(const FarmReading& reading) {
    inventory::Table table{.key = "changed-lately",
                           .title = "Changed within the last 24 hours",
                           .columns = {{.key = "kind", .label = "Kind"},
                                       {.key = "timeLastMod", .label = "Time"},
                                       {.key = "adminLastMod", .label = "By"}},
                           .live = true};
    const auto changes = changed_lately(reading);
    for (std::size_t i = 0; i < std::min(changes.size(), most_changes); ++i)
        table.objects.push_back(
            {.name = changes[i].name, .cells = {{changes[i].kind}, {changes[i].time}, {changes[i].by}}});
    if (changes.size() > most_changes)
        table.note = fmt::format("The newest {} of {}; all of them: rasctl settings pending", most_changes,
                                 changes.size());
    return table;
}

}  // namespace

inventory::Chapter recent_changes(const FarmReading& reading) {
    return {.key = "pending",
            .title = "Pending changes",
            .note =
                "The API does not tell when settings were last applied, nor what was deleted: what was "
                "changed lately may be applied already.",
            .tables = {waiting_servers(reading), changes_table(reading)}};
}

}  // namespace rasctl::commands
