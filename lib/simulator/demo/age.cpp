#include "simulator/demo/age.hpp"

#include <algorithm>

#include "simulator/model/clock.hpp"
#include "simulator/model/made_names.hpp"

namespace rasctl::simulator::demo {
namespace {

constexpr std::int64_t day = 86'400;
constexpr std::int64_t oldest = 720 * day;
constexpr std::int64_t working_days = 500;  // of these two years, but for the last weeks
constexpr std::int64_t opens = 7 * 3600, open_for = 11 * 3600;

// Between 0 and 1.
double chance_of(std::uint64_t mixed) {
    constexpr std::uint64_t parts = 1'000'000;
    return static_cast<double>(mixed % parts) / static_cast<double>(parts);
}

std::int64_t monday_before(std::int64_t moment) {
    constexpr std::int64_t first_monday = 4 * day;  // 1970 began on a Thursday
    return moment - (moment - first_monday) % (7 * day);
}

}  // namespace

std::int64_t Ages::moment_at(double share) const {
    const double worked = share * static_cast<double>(working_days);
    const auto whole = static_cast<std::int64_t>(worked);
    const double of_day = worked - static_cast<double>(whole);
    return monday_before(now_ - oldest) + (whole / 5 * 7 + whole % 5) * day + opens +
           static_cast<std::int64_t>(of_day * static_cast<double>(open_for));
}

void Ages::put(json::Object& row, std::string_view table, std::size_t place, std::size_t count) const {
    if (row.find("timeCreate")) return;
    const auto at = std::ranges::find(tables_, table);
    std::uint64_t mixed = made::scatter(place);
    for (const char c : table) mixed = made::scatter(mixed ^ static_cast<unsigned char>(c));
    const double within = (static_cast<double>(place) + chance_of(mixed)) / static_cast<double>(count);
    const double share =
        (static_cast<double>(at - tables_.begin()) + within) / static_cast<double>(tables_.size());
    // Most are never touched again.
    const bool changed = (mixed >> 40U) % 3 == 0;
    const double later = share + (1 - share) * chance_of(mixed >> 20U);
    row.append("timeCreate", Clock::date_time(moment_at(share)));
    row.append("timeLastMod", Clock::date_time(moment_at(changed ? later : share)));
}

}  // namespace rasctl::simulator::demo
