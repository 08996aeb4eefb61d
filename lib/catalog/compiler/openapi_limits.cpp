#include "catalog/compiler/openapi_limits.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "catalog/compiler/openapi_text.hpp"

namespace rasctl::catalog::compiler {
namespace {

using json::Value;

std::optional<double> number_of(const Value& schema, std::string_view key) {
    const Value* value = schema.find(key);
    return value && value->is_number() ? value->to_double() : std::nullopt;
}

std::optional<std::uint32_t> length_of(const Value& schema, std::string_view key) {
    const Value* value = schema.find(key);
    const auto number = value ? value->to_int64() : std::nullopt;
    if (!number || *number < 0) return std::nullopt;
    return static_cast<std::uint32_t>(std::min<std::int64_t>(*number, 0x7FFFFFFF));
}

// A bound that is itself left out: a yes beside "minimum" in OpenAPI 3.0, a number of its own in 3.1. What is
// kept is the next number that is allowed.
void exclude_bounds(const Value& schema, FieldModel& field) {
    constexpr double endless = std::numeric_limits<double>::infinity();
    const std::string type = text_of(schema, "type");
    if (type != "integer" && type != "number") return;
    const auto above = [&](double low) {
        return type == "integer" ? std::floor(low) + 1 : std::nextafter(low, endless);
    };
    const auto below = [&](double high) {
        return type == "integer" ? std::ceil(high) - 1 : std::nextafter(high, -endless);
    };
    if (is_true(schema, "exclusiveMinimum") && field.minimum) field.minimum = above(*field.minimum);
    if (is_true(schema, "exclusiveMaximum") && field.maximum) field.maximum = below(*field.maximum);
    if (const auto low = number_of(schema, "exclusiveMinimum"))
        field.minimum = std::max(above(*low), field.minimum.value_or(-endless));
    if (const auto high = number_of(schema, "exclusiveMaximum"))
        field.maximum = std::min(below(*high), field.maximum.value_or(endless));
}

}  // namespace

Format format_of(const Value& schema) {
    constexpr std::pair<std::string_view, Format> formats[] = {{"int32", Format::int32},
                                                               {"int64", Format::int64},
                                                               {"double", Format::double_precision},
                                                               {"float", Format::double_precision},
                                                               {"date-time", Format::date_time},
                                                               {"date", Format::date},
                                                               {"password", Format::password},
                                                               {"uuid", Format::uuid},
                                                               {"guid", Format::uuid},
                                                               {"byte", Format::byte},
                                                               {"uri", Format::uri},
                                                               {"url", Format::uri},
                                                               {"ipv4", Format::ipv4},
                                                               {"ipv6", Format::ipv6},
                                                               {"email", Format::email}};
    const std::string text = text_of(schema, "format");
    const auto* const found = std::ranges::find(formats, text, &std::pair<std::string_view, Format>::first);
    return found == std::end(formats) ? Format::none : found->second;
}

void read_limits(const Value& schema, FieldModel& field) {
    if (const auto low = number_of(schema, "minimum")) field.minimum = low;
    if (const auto high = number_of(schema, "maximum")) field.maximum = high;
    exclude_bounds(schema, field);
    if (const auto low = length_of(schema, "minLength")) field.minimum_length = low;
    if (const auto high = length_of(schema, "maxLength")) field.maximum_length = high;
    // A list of words says more than a pattern beside it.
    if (auto pattern = text_of(schema, "pattern"); !pattern.empty() && !schema.find("enum"))
        field.pattern = std::move(pattern);
    field.nullable = field.nullable || is_true(schema, "nullable");
}

void read_words(const Value& schema, FieldModel& field) {
    const Value* words = schema.find("enum");
    if (!words || !words->is_array()) return;
    std::string pattern;
    for (const Value& word : words->as_array()) {
        if (word.is_null()) continue;
        pattern += pattern.empty() ? "^(" : "|";
        for (const char c : word.scalar_text()) {
            if (std::string_view(R"(\.[]{}()*+?^$|)").find(c) != std::string_view::npos) pattern += '\\';
            pattern += c;
        }
    }
    if (!pattern.empty()) field.pattern = pattern + ")$";
}

}  // namespace rasctl::catalog::compiler
