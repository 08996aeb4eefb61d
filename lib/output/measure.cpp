#include "output/measure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <ctime>

namespace rasctl::output {
namespace {

struct Part {
    std::int64_t base;
    std::string_view name;
};

constexpr std::array<Part, 5> parts_of_time{
    {{86'400'000, "d"}, {3'600'000, "h"}, {60'000, "m"}, {1'000, "s"}, {1, "ms"}}};
constexpr std::array<Part, 5> sizes{
    {{1LL << 40U, "TB"}, {1LL << 30U, "GB"}, {1LL << 20U, "MB"}, {1LL << 10U, "KB"}, {1, "bytes"}}};

std::optional<std::int64_t> whole(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

// Reads a whole number of exactly so many digits and takes it away.
bool take(std::string_view& text, std::size_t digits, int& number) {
    if (text.size() < digits) return false;
    const auto value = whole(text.substr(0, digits));
    if (!value || *value < 0) return false;
    number = static_cast<int>(*value);
    text.remove_prefix(digits);
    return true;
}

bool take(std::string_view& text, char separator) {
    if (!text.starts_with(separator)) return false;
    text.remove_prefix(1);
    return true;
}

// Seconds that a zone is ahead of UTC: of "Z", "+01:00".
std::optional<int> zone_of(std::string_view text) {
    if (text == "Z" || text == "z") return 0;
    const int sign = text.starts_with('-') ? -1 : 1;
    if (!text.starts_with('+') && !text.starts_with('-')) return std::nullopt;
    text.remove_prefix(1);
    int hours = 0, minutes = 0;
    if (!take(text, 2, hours) || !take(text, ':') || !take(text, 2, minutes) || !text.empty())
        return std::nullopt;
    return sign * (hours * 3600 + minutes * 60);
}

std::optional<std::time_t> seconds_of(std::string_view text, bool needs_zone) {
    std::tm parts{};
    if (!take(text, 4, parts.tm_year) || !take(text, '-') || !take(text, 2, parts.tm_mon) ||
        !take(text, '-') || !take(text, 2, parts.tm_mday))
        return std::nullopt;
    if (!take(text, 'T') && !take(text, ' ')) return std::nullopt;
    if (!take(text, 2, parts.tm_hour) || !take(text, ':') || !take(text, 2, parts.tm_min) ||
        !take(text, ':') || !take(text, 2, parts.tm_sec))
        return std::nullopt;
    if (take(text, '.')) text.remove_prefix(std::min(text.find_first_not_of("0123456789"), text.size()));
    const auto zone = text.empty() && !needs_zone ? 0 : zone_of(text);
    const bool sound = parts.tm_mon >= 1 && parts.tm_mon <= 12 && parts.tm_mday >= 1 && parts.tm_mday <= 31 &&
                       parts.tm_hour < 24 && parts.tm_min < 60 && parts.tm_sec <= 60 && parts.tm_year > 1;
    if (!zone || !sound) return std::nullopt;
    parts.tm_year -= 1900;
    parts.tm_mon -= 1;
    return ::timegm(&parts) - *zone;
}

std::string duration_text(std::int64_t milliseconds) {
    std::string text;
    for (const Part& part : parts_of_time) {
        const std::int64_t count = milliseconds / part.base;
        milliseconds %= part.base;
        if (count > 0) text += fmt::format("{}{}", count, part.name);
    }
    return text;
}

}  // namespace

std::optional<std::string> measure_text(std::string_view number, const catalog::Unit& unit) {
    const auto count = whole(number);
    const auto base = static_cast<std::int64_t>(unit.base);
    constexpr std::int64_t most = 1LL << 50U;
    if (!count || *count < 0 || *count > most / base) return std::nullopt;
    if (unit.quantity == catalog::Quantity::share) return fmt::format("{}%", *count);
    // None of it is none in any unit, and often stands for "never" or "no limit".
    if (*count == 0) return std::string("0");
    if (unit.quantity == catalog::Quantity::months)
        return fmt::format("{} {}", *count, *count == 1 ? "month" : "months");
    if (unit.quantity == catalog::Quantity::time) return duration_text(*count * base);
    for (const Part& size : sizes)
        if (*count * base % size.base == 0) return fmt::format("{} {}", *count * base / size.base, size.name);
    return std::nullopt;
}

std::optional<std::string> colour_text(std::string_view number) {
    constexpr std::int64_t white = 0xFFFFFF;
    const auto value = whole(number);
    if (!value || *value < 0 || *value > white) return std::nullopt;
    return fmt::format("#{:06X}", *value);
}

std::optional<std::string> moment_text(std::string_view text, Times times) {
    if (times == Times::as_sent) return std::nullopt;
    const auto seconds = seconds_of(text, true);
    if (!seconds) return std::nullopt;
    std::tm parts{};
    const bool utc = times == Times::utc;
    if ((utc ? ::gmtime_r(&*seconds, &parts) : ::localtime_r(&*seconds, &parts)) == nullptr)
        return std::nullopt;
    char shown[32];
    const auto size =
        std::strftime(shown, sizeof shown, utc ? "%Y-%m-%d %H:%M:%SZ" : "%Y-%m-%d %H:%M:%S", &parts);
    return std::string(shown, size);
}

std::optional<std::string> distance_text(std::string_view text, std::time_t now) {
    constexpr std::time_t day = 86'400;
    const auto seconds = seconds_of(text, false);
    if (!seconds) return std::nullopt;
    const std::time_t days = (std::max(*seconds, now) - std::min(*seconds, now)) / day;
    const std::string_view unit = days == 1 ? "day" : "days";
    if (days == 0) return *seconds >= now ? "within a day" : "less than a day ago";
    return *seconds >= now ? fmt::format("in {} {}", days, unit) : fmt::format("{} {} ago", days, unit);
}

}  // namespace rasctl::output
