#include "simulator/demo/age.hpp"

#include "simulator/demo/farm.hpp"
#include "simulator/model/clock.hpp"

namespace rasctl::simulator::demo {
namespace {

constexpr std::int64_t day = 86'400;
constexpr std::uint64_t youngest = 20, oldest = 720;  // days

}  // namespace

void put_age(json::Object& row, std::string_view name, std::int64_t now) {
    if (row.find("timeCreate")) return;
    std::uint64_t mixed = 0;
    for (const char c : name) mixed = scatter(mixed ^ static_cast<unsigned char>(c));
    const auto days = static_cast<std::int64_t>(youngest + mixed % (oldest - youngest));
    const auto second = static_cast<std::int64_t>((mixed >> 16U) % day);
    const std::int64_t made = now - days * day - second;
    // Most are never touched again.
    const bool changed = (mixed >> 40U) % 3 == 0;
    const auto later = static_cast<std::int64_t>((mixed >> 20U) % static_cast<std::uint64_t>(days * day));
    row.append("timeCreate", Clock::date_time(made));
    row.append("timeLastMod", Clock::date_time(changed ? made + later : made));
}

}  // namespace rasctl::simulator::demo
