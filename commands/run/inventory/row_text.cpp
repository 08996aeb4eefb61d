#include "commands/run/inventory/row_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "farm/row_member.hpp"
#include "output/enumeration.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

using farm::text_of;
using json::Value;

std::string scalar_text(const Value& value, const std::optional<catalog::Field>& field,
                        const ObjectNames& names) {
    if (value.is_bool()) return value.as_bool() ? "yes" : "no";
    if (field) {
        if (const auto enumeration = output::enumeration_of(field))
            return output::enum_text(value, *enumeration);
        if (!field->refers().empty()) {
            const std::string id = value.scalar_text();
            return id == "0" ? std::string() : names.name_of(field->refers(), id);
        }
    }
    return value.scalar_text();
}

// Which entry it is and who wrote it when, not what it says.
bool tells_of_the_entry(std::string_view member) {
    return member == "id" || member.starts_with("admin") || member.starts_with("time");
}

// The members of an entry of a list: "from 10.0.0.1, to 10.0.0.9"; the value alone where there is one.
std::string entry_text(const Value& entry, const std::optional<catalog::Schema>& schema,
                       const ObjectNames& names) {
    std::string text;
    std::size_t count = 0;
    std::string first;
    for (const json::Member& member : entry.as_object()) {
        const auto field = schema ? schema->field(member.name) : std::nullopt;
        if ((field && field->secret()) || tells_of_the_entry(member.name)) continue;
        const std::string value = value_text(member.value, field, names);
        if (value.empty() || value == "no") continue;
        if (count++ == 0) first = value;
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", member.name, value);
    }
    return count == 1 ? first : text;
}

// Where a word of a name in camel case begins: at a capital behind a small letter or before one.
bool begins_word(std::string_view name, std::size_t i) {
    if (i == 0 || !is_upper(name[i])) return false;
    return is_lower(name[i - 1]) || is_digit(name[i - 1]) || (i + 1 < name.size() && is_lower(name[i + 1]));
}

// Words that are written in capitals whatever the field's name does.
constexpr std::array<std::string_view, 12> abbreviations{"id",  "ip",  "ras", "rds", "vdi", "avd",
                                                         "rdp", "ssl", "mfa", "cpu", "url", "api"};

}  // namespace

ObjectNames::ObjectNames(const Answers& answers) {
    for (const auto& [command, answer] : answers.seen) {
        const catalog::Noun noun = answer.operation.command().noun();
        if (noun.refers().empty() || answer.operation.command().verb() != "list") continue;
        auto& of_kind = names_[std::string(noun.refers())];
        for (const Value& row : answer.rows()) of_kind.emplace(text_of(row, "id"), row_name(noun, row));
    }
}

std::string ObjectNames::name_of(std::string_view kind, const std::string& id) const {
    const auto of_kind = names_.find(kind);
    if (of_kind == names_.end()) return id;
    const auto name = of_kind->second.find(id);
    return name == of_kind->second.end() || name->second.empty() ? id : name->second;
}

std::string row_name(const catalog::Noun& noun, const Value& row) {
    if (!noun.identity().empty())
        if (std::string name = text_of(row, noun.identity()); !name.empty()) return name;
    for (const char* member : {"name", "server", "description"})
        if (std::string name = text_of(row, member); !name.empty()) return name;
    return text_of(row, "id");
}

std::optional<catalog::Field> field_at(const std::optional<catalog::Schema>& schema, std::string_view path) {
    if (!schema) return std::nullopt;
    const auto dot = path.find('.');
    const auto field = schema->field(path.substr(0, dot));
    if (dot == std::string_view::npos || !field) return field;
    return field_at(field->type().schema(), path.substr(dot + 1));
}

std::string value_text(const Value& value, const std::optional<catalog::Field>& field,
                       const ObjectNames& names) {
    if (value.is_null()) return {};
    if (!value.is_array() && !value.is_object()) return scalar_text(value, field, names);
    const auto schema = field ? field->type().schema() : std::nullopt;
    if (value.is_object()) return entry_text(value, schema, names);
    std::string text;
    for (const Value& element : value.as_array()) {
        const std::string one = element.is_object()  ? entry_text(element, schema, names)
                                : element.is_array() ? value_text(element, std::nullopt, names)
                                                     : scalar_text(element, field, names);
        text += fmt::format("{}{}", text.empty() ? "" : "; ", one);
    }
    return text;
}

inventory::Meaning meaning_of(const Value& value, const std::optional<catalog::Field>& field) {
    const auto enumeration = output::enumeration_of(field);
    if (!enumeration) return inventory::Meaning::none;
    const auto number = output::enum_number(value, *enumeration);
    const auto known = number ? enumeration->value(*number) : std::nullopt;
    switch (known ? known->meaning() : catalog::Meaning::none) {
        case catalog::Meaning::good:
            return inventory::Meaning::good;
        case catalog::Meaning::attention:
            return inventory::Meaning::attention;
        case catalog::Meaning::wrong:
            return inventory::Meaning::wrong;
        default:
            return inventory::Meaning::none;
    }
}

std::string label_of(std::string_view field) {
    field.remove_prefix(std::min(field.size(), field.rfind('.') + 1));
    if (field.size() > 2 && field.ends_with("Id")) field.remove_suffix(2);
    std::string label, word;
    const auto end_word = [&] {
        if (word.empty()) return;
        if (word == "Gw" || word == "gw") word = "gateway";
        const bool is_short = std::ranges::find(abbreviations, lower_case(word)) != abbreviations.end();
        const bool is_name = std::ranges::all_of(word, [](char c) { return !is_lower(c); });
        if (is_short)
            word = upper_case(word);
        else if (!is_name)
            word = lower_case(word);
        if (label.empty() && !word.empty()) word.front() = to_upper(word.front());
        label += (label.empty() ? "" : " ") + word;
        word.clear();
    };
    for (std::size_t i = 0; i < field.size(); ++i) {
        if (begins_word(field, i)) end_word();
        word += field[i];
    }
    end_word();
    return label;
}

}  // namespace rasctl::commands
