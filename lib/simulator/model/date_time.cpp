#include "simulator/model/date_time.hpp"

#include <array>
#include <charconv>
#include <chrono>

namespace rasctl::simulator {

std::optional<std::int64_t> parse_date_time(std::string_view text) {
    constexpr std::string_view form = "0000-00-00T00:00:00";
    if (text.size() < form.size()) return std::nullopt;
    for (std::size_t i = 0; i < form.size(); ++i)
        if (form[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != form[i]) return std::nullopt;
    std::array<int, 6> parts{};
    std::size_t at = 0;
    for (std::size_t part = 0; part < parts.size(); ++part) {
        const std::size_t size = part == 0 ? 4 : 2;
        std::from_chars(text.data() + at, text.data() + at + size, parts[part]);
        at += size + 1;
    }
    const std::chrono::year_month_day day{std::chrono::year(parts[0]),
                                          std::chrono::month(static_cast<unsigned>(parts[1])),
                                          std::chrono::day(static_cast<unsigned>(parts[2]))};
    if (!day.ok() || parts[3] > 23 || parts[4] > 59 || parts[5] > 60) return std::nullopt;
    const auto days = std::chrono::sys_days(day).time_since_epoch().count();
    const std::int64_t minutes = std::int64_t{parts[3]} * 60 + parts[4];
    return static_cast<std::int64_t>(days) * 86'400 + minutes * 60 + parts[5];
}

}  // namespace rasctl::simulator
