#include "simulator/lifecycle/session_routes.hpp"

#include <algorithm>

#include "simulator/api/status.hpp"
#include "simulator/lifecycle/running_sessions.hpp"
#include "simulator/model/made_names.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::string_view gateways = "gateway";

// Whether the rows are those that were joined to `seen`.
bool are_the_same(const Table& rows, std::string_view seen) {
    for (const auto& [key, text] : rows) {
        if (!seen.starts_with(text)) return false;
        seen.remove_prefix(text.size());
    }
    return seen.empty();
}

}  // namespace

bool is_encrypted(std::int64_t session) {
    return made::scatter(static_cast<std::uint64_t>(session) + 0x551U) % 9 != 0;
}

void SessionRoutes::look(const Farm& farm) {
    const Table* rows = farm.store().table(gateways);
    if (rows ? are_the_same(*rows, seen_) : seen_.empty()) return;
    seen_.clear();
    working_.clear();
    if (!rows) return;
    for (const auto& [key, text] : *rows) {
        seen_ += text;
        const json::Object row = parse_row(text);
        const auto state = reported(farm, gateways, key, row, "agentState").to_int64();
        constexpr std::int64_t needs_update = -5;
        if (state.value_or(0) < 0 && state != needs_update) continue;
        working_.push_back(
            {key.number, number_in(row, "siteId"), reported(farm, gateways, key, row, "ip").scalar_text()});
    }
}

GatewayRoute SessionRoutes::route_of(const Farm& farm, std::int64_t session, std::int64_t site) {
    look(farm);
    const auto of_site = [site](const Gateway& gateway) { return gateway.site == site; };
    const auto count = std::ranges::count_if(working_, of_site);
    if (count == 0) return {};
    auto place = static_cast<std::int64_t>(made::scatter(static_cast<std::uint64_t>(session) + 0x6A7EU) %
                                           static_cast<std::uint64_t>(count));
    for (const Gateway& gateway : working_)
        if (of_site(gateway) && place-- == 0) return {gateway.id, gateway.address};
    return {};
}

SessionRoutes::Count SessionRoutes::connected_through(const Farm& farm, std::int64_t gateway) {
    look(farm);
    Count count;
    const auto own = std::ranges::find(working_, gateway, &Gateway::id);
    if (own == working_.end()) return count;
    for (const RowKey& session : sessions_with(farm, "siteId", own->site)) {
        if (route_of(farm, session.number, own->site).gateway != gateway) continue;
        const auto row = farm.read("rdsession", session);
        if (!row || number_in(*row, "state") == static_cast<int>(SessionState::disconnected)) continue;
        ++count.all;
        if (is_encrypted(session.number)) ++count.encrypted;
    }
    return count;
}

}  // namespace rasctl::simulator
