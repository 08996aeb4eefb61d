#include "farm/enum_text.hpp"

#include <fmt/format.h>

#include "catalog/hour_plan.hpp"
#include "farm/text_pieces.hpp"
#include "text/nearest.hpp"

namespace rasctl::farm {
namespace {

using catalog::Schema;
using catalog::SchemaKind;
using json::Value;
using Problems = std::vector<std::string>;

std::string unknown_word(const Schema& schema, std::string_view text) {
    std::vector<std::string> words;
    for (const auto value : schema.values()) words.emplace_back(value.word());
    std::string problem = fmt::format("does not know '{}'", text);
    if (const auto close = nearest(text, words))
        problem += fmt::format("; did you mean '{}'?", *close);
    else
        problem += fmt::format("; one of: {}", enum_words(schema));
    return problem;
}

std::int64_t mask_of(const Schema& schema) {
    std::int64_t mask = 0;
    for (const auto value : schema.values()) mask |= value.number();
    return mask;
}

std::optional<std::int64_t> enum_number(const Schema& schema, std::string_view text, Problems& problems) {
    // "0 = Disabled" is how the vendor's reference writes values.
    if (const auto equals_sign = text.find(" = "); equals_sign != std::string_view::npos)
        text = text.substr(0, equals_sign);
    if (const auto value = schema.value(text)) return value->number();
    if (const auto number = whole_number(text)) {
        const bool known = schema.kind() == SchemaKind::flags ? (*number & ~mask_of(schema)) == 0
                                                              : schema.value(*number).has_value();
        if (known || !schema.complete()) return number;
    }
    problems.push_back(unknown_word(schema, text));
    return std::nullopt;
}

// Of an hour plan also the hours of a span.
std::int64_t bits_of(const Schema& schema, std::string_view part, Problems& problems) {
    if (!catalog::is_hour_plan(schema)) return enum_number(schema, part, problems).value_or(0);
    if (const auto hours = catalog::hours_of(trimmed(part))) return *hours;
    Problems found;
    const auto number = enum_number(schema, part, found);
    if (!number)
        problems.push_back(fmt::format("expects hours such as {}, got '{}'", catalog::hour_forms, part));
    return number.value_or(0);
}

}  // namespace

Value parse_enum(const Schema& schema, std::string_view text, Problems& problems) {
    if (schema.kind() != SchemaKind::flags) {
        const auto number = enum_number(schema, text, problems);
        return number ? Value(*number) : Value();
    }
    std::int64_t bits = 0;
    for (const std::string& part : split_at_commas(text))
        if (!part.empty()) bits |= bits_of(schema, part, problems);
    return bits;
}

std::string enum_words(const Schema& schema) {
    std::string words;
    for (const auto value : schema.values())
        words += fmt::format("{}{}", words.empty() ? "" : ", ", value.word());
    return words;
}

}  // namespace rasctl::farm
