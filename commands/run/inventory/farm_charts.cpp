#include "commands/run/inventory/farm_charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "catalog/state_meaning.hpp"
#include "commands/run/inventory/row_text.hpp"
#include "farm/row_member.hpp"
#include "output/natural_order.hpp"
#include "text/ascii.hpp"
#include "text/moment.hpp"

namespace rasctl::commands {
namespace {

using farm::text_of;
using inventory::Bar;
using inventory::Chart;
using inventory::Meaning;
using json::Value;

// Hosts beyond these are summed up: a bar each would fill the page.
constexpr std::size_t most_hosts = 40;

Meaning meaning_of_name(std::string_view state) {
    switch (catalog::meaning_of_state(state)) {
        case catalog::Meaning::good:
            return Meaning::good;
        case catalog::Meaning::attention:
            return Meaning::attention;
        case catalog::Meaning::wrong:
            return Meaning::wrong;
        default:
            return Meaning::none;
    }
}

struct SessionCount {
    std::size_t active = 0, others = 0;
    std::size_t all() const { return active + others; }
};

Bar session_bar(const std::string& host, const SessionCount& count) {
    return {.label = host,
            .text = fmt::format("{} active, {} others", count.active, count.others),
            .shares = {{"active", count.active, Meaning::good}, {"others", count.others, Meaning::none}}};
}

std::map<std::string, SessionCount> sessions_by_host(const Answer& list) {
    std::map<std::string, SessionCount> hosts;
    const auto field = field_at(list.operation.response().schema(), "state");
    const ObjectNames no_names{Answers{}};
    for (const Value& row : list.rows()) {
        std::string host = text_of(row, "sessionHostName");
        if (host.empty()) host = text_of(row, "server");
        const Value* state = farm::member_of(row, "state");
        const bool is_active = state && equal_ignoring_case(value_text(*state, field, no_names), "active");
        SessionCount& count = hosts[host.empty() ? "(no host named)" : host];
        ++(is_active ? count.active : count.others);
    }
    return hosts;
}

Bar certificate_bar(const std::string& name, const Moment& ends, const Moment& now) {
    constexpr std::int64_t seconds_of_day = 86400;
    const std::int64_t days = (ends.seconds - now.seconds) / seconds_of_day;
    const std::string date = moment_text(ends).substr(0, 10);
    if (ends < now)
        return {.label = name,
                .text = fmt::format("expired on {}", date),
                .shares = {{"expired", 1, Meaning::wrong}}};
    const Meaning meaning = days <= days_before_expiry ? Meaning::attention : Meaning::good;
    return {.label = name,
            .text = fmt::format("until {}, {} days", date, days),
            .shares = {{"days left", static_cast<std::size_t>(days), meaning}}};
}

}  // namespace

Chart states_chart(const FarmStatus& status) {
    Chart chart{.title = "Servers and hosts by state"};
    for (const ServerGroup& group : status.groups) {
        Bar bar{.label = group.label};
        for (const auto& [state, count] : group.states) {
            bar.text += fmt::format("{}{} {}", bar.text.empty() ? "" : ", ", count, state);
            bar.shares.push_back({state, count, meaning_of_name(state)});
        }
        if (!bar.shares.empty()) chart.bars.push_back(std::move(bar));
    }
    return chart;
}

Chart sessions_chart(const FarmReading& reading) {
    Chart chart{.title = "Sessions by host"};
    const Answer* list = reading.answers.find("session list");
    if (list == nullptr) return chart;
    const auto hosts = sessions_by_host(*list);
    std::vector<std::pair<std::string, SessionCount>> ordered(hosts.begin(), hosts.end());
    std::ranges::stable_sort(ordered, [](const auto& a, const auto& b) {
        if (a.second.all() != b.second.all()) return a.second.all() > b.second.all();
        return output::natural_order(a.first, b.first) < 0;
    });
    SessionCount rest;
    for (std::size_t i = 0; i < ordered.size(); ++i) {
        const auto& [host, count] = ordered[i];
        if (i < most_hosts) chart.bars.push_back(session_bar(host, count));
        if (i < most_hosts) continue;
        rest.active += count.active;
        rest.others += count.others;
    }
    if (ordered.size() > most_hosts)
        chart.note = fmt::format("{} more hosts have {} active sessions and {} others.",
                                 ordered.size() - most_hosts, rest.active, rest.others);
    return chart;
}

Chart certificates_chart(const FarmReading& reading) {
    Chart chart{.title = "Certificates by the time that is left"};
    std::vector<std::pair<Moment, std::string>> ends;
    for (const Value& row : reading.answers.rows_of("certificate list"))
        if (const auto moment = parse_moment(text_of(row, "expirationDate")))
            ends.emplace_back(*moment, text_of(row, "name"));
    std::ranges::sort(ends);
    const Moment now = moment_now();
    for (const auto& [moment, name] : ends) chart.bars.push_back(certificate_bar(name, moment, now));
    return chart;
}

}  // namespace rasctl::commands
