#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <vector>

#include "http/retry.hpp"
#include "text/cut.hpp"

namespace rasctl::http {
namespace {

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || ec != std::errc() || end != text.data() + text.size() || value < 0)
        return std::nullopt;
    return value;
}

std::optional<unsigned> month_number(std::string_view text) {
    const auto found = std::ranges::find(months, text);
    if (found == months.end()) return std::nullopt;
    return static_cast<unsigned>(found - months.begin()) + 1;
}

std::vector<std::string_view> words(std::string_view text) {
    constexpr std::string_view separators = " -:,";
    std::vector<std::string_view> result;
    while (!text.empty()) {
        if (const auto word = cut(text, separators); !word.empty()) result.push_back(word);
    }
    return result;
}

struct Places {
    std::size_t day, month, year, hour;
};

std::optional<std::chrono::sys_seconds> assemble(const std::vector<std::string_view>& parts,
                                                 const Places& at) {
    const auto day = number(parts[at.day]);
    const auto month = month_number(parts[at.month]);
    auto year = number(parts[at.year]);
    const auto hour = number(parts[at.hour]);
    const auto minute = number(parts[at.hour + 1]);
    const auto second = number(parts[at.hour + 2]);
    if (!day || !month || !year || !hour || !minute || !second || *hour > 23 || *minute > 59 ||
        *second > 60) {
        return std::nullopt;
    }
    if (parts[at.year].size() == 2) *year += *year < 70 ? 2000 : 1900;
    const std::chrono::year_month_day date(std::chrono::year(*year), std::chrono::month(*month),
                                           std::chrono::day(static_cast<unsigned>(*day)));
    if (!date.ok() || *year > 9999) return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
           std::chrono::seconds(*second);
}

}  // namespace

std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text) {
    const auto parts = words(text);
    // "Sun, 06 Nov 1994 08:49:37 GMT" and "Sunday, 06-Nov-94 08:49:37 GMT" fall into the same words;
    // "Sun Nov  6 08:49:37 1994" is C's.
    if (parts.size() == 8 && parts[7] == "GMT") return assemble(parts, {1, 2, 3, 4});
    if (parts.size() == 7) return assemble(parts, {2, 1, 6, 3});
    return std::nullopt;
}

}  // namespace rasctl::http
