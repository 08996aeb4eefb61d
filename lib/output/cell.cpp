#include "output/cell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "json/element_builder.hpp"
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

std::optional<std::string> shown_measure(const json::Value& value, const FieldFacts& field,
                                         const CellStyle& style) {
    if (value.is_string()) {
        auto shown = moment_text(value.as_string(), style.times);
        if (!field.ends_something) return shown;
        const auto distance = distance_text(value.as_string(), std::time(nullptr));
        if (!distance) return shown;
        // The day is enough, unless everything is shown.
        std::string moment = shown.value_or(value.as_string());
        constexpr std::size_t size_of_day = 10;
        if (!style.with_ids) moment.resize(std::min(moment.size(), size_of_day));
        return fmt::format("{} ({})", moment, *distance);
    }
    if (field.is_colour) return colour_text(value.number_text());
    return field.unit ? measure_text(value.number_text(), *field.unit) : std::nullopt;
}

std::string shown_element(const json::Value& value, const FieldFacts& field, const CellStyle& style) {
    if (value.is_bool()) return value.as_bool() ? "yes" : "no";
    if (value.is_object()) return value.as_object().empty() ? std::string() : name_of_object(value);
    if (value.is_array()) return json::write(value);
    if (field.enumeration) return enum_text(value, *field.enumeration);
    if (!field.reference.empty()) return shown_reference(value.scalar_text(), field.reference, style);
    if (value.is_number() || (value.is_string() && field.is_moment))
        if (auto text = shown_measure(value, field, style)) return std::move(*text);
    return value.scalar_text();
}

}  // namespace

FieldFacts::FieldFacts(const std::optional<catalog::Field>& field)
    : enumeration(enumeration_of(field)), reference(kind_of_reference(field)) {
    if (!field) return;
    unit = catalog::unit_of(*field);
    is_moment = catalog::is_moment(*field);
    ends_something = is_moment && field->name().starts_with("expir");
    is_colour = catalog::is_colour(*field);
}

std::string shown_reference(std::string_view id, std::string_view kind, const CellStyle& style) {
    const auto name = style.looked_up ? style.looked_up->name(kind, id) : std::nullopt;
    // Where everything is shown, 0 is too.
    if (!style.with_ids && !name && !is_reference(id)) return {};
    if (!name) return std::string(id);
    return style.with_ids ? std::string(*name) + " (" + std::string(id) + ")" : std::string(*name);
}

std::string shown_text(const json::Value* value, const std::optional<catalog::Field>& field,
                       const CellStyle& style) {
    if (!value || value->is_null()) return {};
    return shown_text(value, FieldFacts(field), style);
}

std::string shown_text(const json::Value* value, const FieldFacts& field, const CellStyle& style) {
    if (!value || value->is_null()) return {};
    if (value->is_object()) return value->as_object().empty() ? std::string() : json::write(*value);
    if (!value->is_array()) return shown_element(*value, field, style);
    std::string text;
    for (const json::Value& element : value->as_array()) {
        if (!text.empty()) text += ", ";
        text += shown_element(element, field, style);
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

std::optional<std::string_view> plain_text_of(std::string_view json, std::string& room) {
    if (json.empty() || json == "null") return std::nullopt;
    switch (json.front()) {
        case '"':
            json = json.substr(1, json.size() - 2);
            if (json.find('\\') == std::string_view::npos) return json;
            room = json::unescaped(json);
            return room;
        case '{':
        case '[':
            room = json::write(json::built(json));
            return room;
        default:
            return json;
    }
}

Meaning meaning_of(std::string_view shown, const std::optional<catalog::Field>& field) {
    return meaning_of(shown, FieldFacts(field));
}

Meaning meaning_of(std::string_view shown, const FieldFacts& field) {
    if (!field.enumeration) return catalog::meaning_of_state(shown);
    const auto known = field.enumeration->value(shown);
    return known ? known->meaning() : catalog::meaning_of_state(shown, field.enumeration->name());
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
