#include "catalog/compiler/openapi_limits.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "catalog/compiler/openapi_enumeration.hpp"
#include "catalog/compiler/openapi_text.hpp"
#include "catalog/compiler/openapi_type.hpp"
#include "catalog/word_pattern.hpp"
#include "text/next_number.hpp"

namespace rasctl::catalog::compiler {
namespace {

using json::Node;

std::optional<double> number_of(const Node& schema, std::string_view key) {
    const Node* value = schema.find(key);
    return value && value->is_number() ? value->to_double() : std::nullopt;
}

std::optional<std::uint32_t> length_of(const Node& schema, std::string_view key) {
    const Node* value = schema.find(key);
    const auto number = value ? value->to_int64() : std::nullopt;
    if (!number || *number < 0) return std::nullopt;
    return static_cast<std::uint32_t>(std::min<std::int64_t>(*number, 0x7FFFFFFF));
}

// A bound that is itself left out: a yes beside "minimum" in OpenAPI 3.0, a number of its own in 3.1. What is
// kept is the next number that is allowed.
void exclude_bounds(const Node& schema, FieldModel& field) {
    constexpr double endless = std::numeric_limits<double>::infinity();
    bool ignored = false;
    const std::string type = type_name(schema, ignored);
    if (type != "integer" && type != "number") return;
    const auto above = [&](double low) { return type == "integer" ? std::floor(low) + 1 : next_above(low); };
    const auto below = [&](double high) {
        return type == "integer" ? std::ceil(high) - 1 : next_below(high);
    };
    if (is_true(schema, "exclusiveMinimum") && field.minimum) field.minimum = above(*field.minimum);
    if (is_true(schema, "exclusiveMaximum") && field.maximum) field.maximum = below(*field.maximum);
    if (const auto low = number_of(schema, "exclusiveMinimum"))
        field.minimum = std::max(above(*low), field.minimum.value_or(-endless));
    if (const auto high = number_of(schema, "exclusiveMaximum"))
        field.maximum = std::min(below(*high), field.maximum.value_or(endless));
}

}  // namespace

Format format_of(const Node& schema) {
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
    const std::string_view text = text_of(schema, "format");
    if (text.empty()) return Format::none;
    const auto* const found = std::ranges::find(formats, text, &std::pair<std::string_view, Format>::first);
    return found == std::end(formats) ? Format::none : found->second;
}

void read_limits(const Node& schema, FieldModel& field) {
    constexpr std::uint64_t bits =
        Node::bits_of({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength",
                       "multipleOf", "pattern", "nullable"});
    if (!schema.may_have(bits)) return;
    if (const auto low = number_of(schema, "minimum")) field.minimum = low;
    if (const auto high = number_of(schema, "maximum")) field.maximum = high;
    exclude_bounds(schema, field);
    if (const auto low = length_of(schema, "minLength")) field.minimum_length = low;
    if (const auto high = length_of(schema, "maxLength")) field.maximum_length = high;
    if (const auto step = number_of(schema, "multipleOf"); step && *step > 0) field.more.step = step;
    // A list of words says more than a pattern beside it.
    if (const auto pattern = text_of(schema, "pattern"); !pattern.empty() && allowed_values(schema).empty())
        field.pattern = pattern;
    field.nullable = field.nullable || is_true(schema, "nullable");
}

void read_list_limits(const Node& schema, FieldModel& field) {
    if (const auto low = length_of(schema, "minItems")) field.more.fewest = low;
    if (const auto high = length_of(schema, "maxItems")) field.more.most = high;
    field.more.distinct = field.more.distinct || is_true(schema, "uniqueItems");
}

void read_words(const Node& schema, FieldModel& field) {
    std::vector<std::string> words;
    for (const Node* word : allowed_values(schema))
        if (!word->is_null()) words.emplace_back(word->scalar_text());
    if (!words.empty()) field.pattern = pattern_of_words(words);
}

}  // namespace rasctl::catalog::compiler
