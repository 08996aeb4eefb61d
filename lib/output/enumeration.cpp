#include "output/enumeration.hpp"

#include <charconv>

#include "catalog/hour_plan.hpp"

namespace rasctl::output {
namespace {

// "4" and "4 = Name", as the vendor's reference writes values.
std::optional<std::int64_t> leading_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc{}) return std::nullopt;
    const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
    if (rest.empty() || rest.starts_with(" =") || rest.starts_with('=')) return number;
    return std::nullopt;
}

std::string flag_names(std::int64_t number, const catalog::Schema& enumeration) {
    std::string names;
    std::int64_t rest = number;
    for (const catalog::EnumValue bit : enumeration.values()) {
        const std::int64_t mask = bit.number();
        if (mask == 0 || (number & mask) != mask || (rest & mask) == 0) continue;
        if (!names.empty()) names += ", ";
        names += bit.name();
        rest &= ~mask;
    }
    if (rest != 0) {
        if (!names.empty()) names += ", ";
        names += std::to_string(rest);
    }
    return names;
}

}  // namespace

std::optional<catalog::Schema> enumeration_of(const std::optional<catalog::Field>& field) {
    if (!field) return std::nullopt;
    const catalog::Type type = field->type();
    const catalog::Kind kind = type.is_array() ? type.element() : type.kind();
    return kind == catalog::Kind::enumeration ? type.schema() : std::nullopt;
}

std::optional<std::int64_t> enum_number(std::string_view text, const catalog::Schema& enumeration) {
    if (const auto number = leading_number(text)) return number;
    if (const auto known = enumeration.value(text)) return known->number();
    return std::nullopt;
}

std::optional<std::int64_t> enum_number(const json::Value& value, const catalog::Schema& enumeration) {
    if (value.is_number()) return value.to_int64();
    if (value.is_string()) return enum_number(std::string_view(value.as_string()), enumeration);
    return std::nullopt;
}

std::string enum_text(const json::Value& value, const catalog::Schema& enumeration) {
    const auto number = enum_number(value, enumeration);
    if (!number) return value.scalar_text();
    if (catalog::is_hour_plan(enumeration)) return catalog::hours_text(*number);
    if (const auto known = enumeration.value(*number)) return std::string(known->name());
    if (enumeration.kind() == catalog::SchemaKind::flags && *number > 0)
        return flag_names(*number, enumeration);
    return value.scalar_text();
}

}  // namespace rasctl::output
