#include "output/cell.hpp"

#include <algorithm>
#include <array>

#include "json/writer.hpp"
#include "output/enumeration.hpp"
#include "output/field_path.hpp"

namespace rasctl::output {
namespace {

// How an object inside a cell is called, when it has something that names it.
std::string name_of_object(const json::Value& object) {
    static constexpr std::array<std::string_view, 5> naming{"name", "server", "title", "account", "id"};
    for (const std::string_view name : naming) {
        const json::Value* value = object.find(name);
        if (value && !value->scalar_text().empty()) return value->scalar_text();
    }
    return json::write(object);
}

std::string shown_element(const json::Value& value, const std::optional<catalog::Schema>& enumeration) {
    if (value.is_bool()) return value.as_bool() ? "yes" : "no";
    if (value.is_object()) return value.as_object().empty() ? std::string() : name_of_object(value);
    if (value.is_array()) return json::write(value);
    return enumeration ? enum_text(value, *enumeration) : value.scalar_text();
}

}  // namespace

std::string shown_text(const json::Value* value, const std::optional<catalog::Field>& field) {
    if (!value || value->is_null()) return {};
    const auto enumeration = enumeration_of(field);
    if (value->is_object()) return value->as_object().empty() ? std::string() : json::write(*value);
    if (!value->is_array()) return shown_element(*value, enumeration);
    std::string text;
    for (const json::Value& element : value->as_array()) {
        if (!text.empty()) text += ", ";
        text += shown_element(element, enumeration);
    }
    return text;
}

void append_plain_text(std::string& out, const json::Value* value) {
    if (!value || value->is_null()) return;
    if (value->is_string()) {
        out += value->as_string();
    } else if (value->is_number()) {
        out += value->number_text();
    } else if (value->is_bool()) {
        out += value->as_bool() ? "true" : "false";
    } else {
        json::append(out, *value);
    }
}

Meaning meaning_of(std::string_view shown, const std::optional<catalog::Field>& field) {
    const auto enumeration = enumeration_of(field);
    if (!enumeration) return catalog::meaning_of_state(shown);
    const auto known = enumeration->value(shown);
    return known ? known->meaning() : catalog::meaning_of_state(shown, enumeration->name());
}

std::string coloured(const terminal::Palette& palette, std::string_view text, Meaning meaning) {
    switch (meaning) {
        case Meaning::good:
            return palette.good(text);
        case Meaning::wrong:
            return palette.bad(text);
        case Meaning::attention:
            return palette.warning(text);
        default:
            return std::string(text);
    }
}

bool is_state_field(std::string_view path) {
    const std::string plain = plain_name(path);
    return plain.ends_with("state") || plain.ends_with("status") || plain.ends_with("health") ||
           plain == "result" || plain == "outcome";
}

}  // namespace rasctl::output
