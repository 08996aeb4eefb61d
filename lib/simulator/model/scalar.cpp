#include "simulator/model/scalar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <regex>

#include "simulator/model/date_time.hpp"
#include "simulator/model/http_message.hpp"

namespace rasctl::simulator {
namespace {

using catalog::Format;
using catalog::Schema;

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

// "+02:00"
bool is_offset(std::string_view text) {
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return false;
    const auto hours = whole_number(text.substr(1, 2)), minutes = whole_number(text.substr(4));
    return hours && minutes && *hours >= 0 && *hours <= 14 && *minutes >= 0 && *minutes <= 59;
}

std::string known_values(const Schema& schema) {
    std::string list;
    std::size_t shown = 0;
    for (const catalog::EnumValue value : schema.values()) {
        if (++shown > 12) return list + ", ...";
        list += fmt::format("{}{} = {}", list.empty() ? "" : ", ", value.number(), value.name());
    }
    return list;
}

// "0", "Disabled" or "0 = Disabled".
std::optional<std::int64_t> value_of_text(std::string_view text, const std::optional<Schema>& schema) {
    text = without_blanks(text);
    if (const auto number = whole_number(text)) return number;
    const auto equals = text.find('=');
    if (equals != std::string_view::npos) return whole_number(without_blanks(text.substr(0, equals)));
    const auto named = schema ? schema->value(text) : std::nullopt;
    return named ? std::optional(named->number()) : std::nullopt;
}

std::optional<std::int64_t> flags_of_text(std::string_view text, const std::optional<Schema>& schema) {
    std::int64_t all = 0;
    while (true) {
        const auto comma = text.find(',');
        const auto one = value_of_text(text.substr(0, comma), schema);
        if (!one) return std::nullopt;
        all |= *one;
        if (comma == std::string_view::npos) return all;
        text.remove_prefix(comma + 1);
    }
}

bool is_known(std::int64_t number, const Schema& schema) {
    if (!schema.complete()) return true;
    if (schema.kind() != catalog::SchemaKind::flags) return schema.value(number).has_value();
    std::int64_t mask = 0;
    for (const catalog::EnumValue value : schema.values()) mask |= value.number();
    return (number & ~mask) == 0;
}

}  // namespace

Complaint read_integer(const json::Value& value, Format format, json::Value& out) {
    if (!value.is_number() && !value.is_string()) return "must be an integer";
    const auto number = value.to_int64();
    if (!number) return "must be an integer";
    // 4294967295 is the service's "none", the only value beyond 32 signed bits that it uses.
    using Limits = std::numeric_limits<std::int32_t>;
    const bool small = *number >= Limits::min() && (*number <= Limits::max() || *number == 4294967295);
    if (format == Format::int32 && !small) return "is too large for a 32-bit integer";
    out = *number;
    return {};
}

Complaint read_enumeration(const json::Value& value, const std::optional<Schema>& schema, json::Value& out) {
    const bool flags = schema && schema->kind() == catalog::SchemaKind::flags;
    std::optional<std::int64_t> number;
    if (value.is_number())
        number = value.to_int64();
    else if (value.is_string())
        number = flags ? flags_of_text(value.as_string(), schema) : value_of_text(value.as_string(), schema);
    if (!number)
        return schema ? fmt::format("must be one of {}", known_values(*schema)) : "must be an integer";
    if (!flags && (*number < std::numeric_limits<std::int32_t>::min() ||
                   *number > std::numeric_limits<std::int32_t>::max()))
        return "is too large for a 32-bit integer";
    if (schema && !is_known(*number, *schema))
        return fmt::format("cannot be {}; known are {}", *number, known_values(*schema));
    out = *number;
    return {};
}

bool matches_pattern(const std::string& pattern, const std::string& text) {
    constexpr std::size_t longest = 1'000;
    const auto is_ascii = [](std::string_view one) {
        return std::ranges::all_of(one, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    };
    const bool readable = pattern.size() < longest && text.size() < longest && is_ascii(pattern) &&
                          is_ascii(text) && pattern.find("\\p") == std::string::npos;
    if (!readable || pattern.empty()) return true;
    try {
        return std::regex_search(text, std::regex(pattern, std::regex::ECMAScript | std::regex::nosubs));
    } catch (const std::regex_error&) {
        return true;
    }
}

Complaint check_limits(catalog::Field field, const json::Value& value) {
    if (value.is_string()) {
        const std::size_t length = character_count(value.as_string());
        if (const auto least = field.minimum_length(); least && length < *least)
            return fmt::format("must have at least {} character{}", *least, *least == 1 ? "" : "s");
        if (const auto most = field.maximum_length(); most && length > *most)
            return fmt::format("must have at most {} characters", *most);
        if (const auto pattern = field.pattern(); !matches_pattern(std::string(pattern), value.as_string()))
            return fmt::format("must match {}", pattern);
    } else if (const auto number = value.to_double()) {
        if (const auto least = field.minimum(); least && *number < *least)
            return fmt::format("must be at least {}", *least);
        if (const auto most = field.maximum(); most && *number > *most)
            return fmt::format("must be at most {}", *most);
    }
    return {};
}

Complaint read_date_time(std::string_view text, json::Value& out) {
    Complaint complaint = "must be a date and time such as 2026-01-31T08:00:00Z";
    constexpr std::size_t date_length = 10, time_length = 19;
    std::string full(text);
    if (full.size() == date_length) full += "T00:00:00";
    if (!parse_date_time(full)) return complaint;
    std::string_view rest = std::string_view(full).substr(time_length);
    if (rest.starts_with('.')) {
        const auto end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
        if (end == 1) return complaint;
        rest.remove_prefix(end);
    }
    if (rest.empty())
        full += 'Z';
    else if (rest != "Z" && !is_offset(rest))
        return complaint;
    out = full;
    return {};
}

Complaint check_date(std::string_view text) {
    return parse_date_time(std::string(text) + "T00:00:00") ? Complaint{}
                                                            : "must be a date such as 2026-01-31";
}

std::size_t character_count(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool same_value(const json::Value& value, const json::Value& wanted) {
    if (value.is_array())
        return std::ranges::any_of(value.as_array(),
                                   [&](const json::Value& one) { return same_value(one, wanted); });
    const auto a = value.to_int64(), b = wanted.to_int64();
    if (a && b) return *a == *b;
    return equal_ignoring_case(value.scalar_text(), wanted.scalar_text());
}

}  // namespace rasctl::simulator
