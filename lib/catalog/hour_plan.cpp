#include "catalog/hour_plan.hpp"

#include <charconv>

#include "text/ascii.hpp"

namespace rasctl::catalog {
namespace {

constexpr int hours = 24;
constexpr std::int64_t whole_day = (1LL << hours) - 1;

// "07:00" and "7"; 24 ends a day.
std::optional<int> hour_of(std::string_view text) {
    if (text.ends_with(":00")) text.remove_suffix(3);
    int hour = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), hour);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    if (text.empty() || text.size() > 2 || !whole || hour < 0 || hour > hours) return std::nullopt;
    return hour;
}

std::string two_digits(int hour) {
    return (hour < 10 ? "0" : "") + std::to_string(hour) + ":00";
}

}  // namespace

bool is_hour_plan(const Schema& schema) {
    return schema.kind() == SchemaKind::flags && schema.values().size() == hours &&
           schema.values()[0].name() == "h00";
}

std::optional<std::int64_t> hours_of(std::string_view text) {
    if (equal_ignoring_case(text, "all")) return whole_day;
    if (equal_ignoring_case(text, "none")) return 0;
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto from = hour_of(text.substr(0, dash)), to = hour_of(text.substr(dash + 1));
    if (!from || !to || *from == hours || *from == *to) return std::nullopt;
    std::int64_t plan = 0;
    for (int hour = *from; hour != *to % hours; hour = (hour + 1) % hours) plan |= 1LL << hour;
    // From midnight to midnight is the whole day.
    return *from == 0 && *to == hours ? whole_day : plan;
}

std::string hours_text(std::int64_t plan) {
    if (plan == 0) return "none";
    if (plan == whole_day) return "all";
    std::string text;
    for (int hour = 0; hour < hours; ++hour) {
        if ((plan >> hour & 1) == 0) continue;
        int end = hour;
        while (end < hours && (plan >> end & 1) != 0) ++end;
        text += (text.empty() ? "" : ", ") + two_digits(hour) + "-" + two_digits(end);
        hour = end;
    }
    return text;
}

}  // namespace rasctl::catalog
