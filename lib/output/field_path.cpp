#include "output/field_path.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "text/ascii.hpp"
#include "text/cut.hpp"
#include "text/nearest.hpp"

namespace rasctl::output {
namespace {

// "VHDsToKeep" and "allowedOSes" have acronyms in the plural: what is behind the last capital of one.
bool ends_plural(std::string_view rest) {
    return std::ranges::any_of(std::array{"s", "es"}, [&](std::string_view ending) {
        return rest.starts_with(ending) && (rest.size() == ending.size() || is_upper(rest[ending.size()]));
    });
}

// Whether a new word starts at i: "agentState" before S, "RDPPort" before the second P, but not inside "iPs".
bool starts_word(std::string_view name, std::size_t i) {
    if (i == 0 || !is_upper(name[i])) return false;
    const bool lone_first = i == 1 && is_lower(name[0]);
    if (lone_first) return false;
    if (is_lower(name[i - 1])) return true;
    return is_upper(name[i - 1]) && i + 1 < name.size() && is_lower(name[i + 1]) &&
           !ends_plural(name.substr(i + 1));
}

std::vector<std::string> split_path(std::string_view path) {
    const auto steps = pieces_of(path, '.');
    return {steps.begin(), steps.end()};
}

std::optional<std::size_t> position_of(std::string_view step) {
    std::size_t position = 0;
    const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), position);
    if (step.empty() || error != std::errc{} || end != step.data() + step.size()) return std::nullopt;
    return position;
}

bool same_plain_name(std::string_view a, std::string_view b) {
    const auto skip = [](std::string_view text, std::size_t& i) {
        while (i < text.size() && (text[i] == '-' || text[i] == '_' || text[i] == ' ')) ++i;
    };
    std::size_t i = 0;
    std::size_t j = 0;
    for (;;) {
        skip(a, i);
        skip(b, j);
        if (i == a.size() || j == b.size()) return i == a.size() && j == b.size();
        if (to_lower(a[i++]) != to_lower(b[j++])) return false;
    }
}

const json::Value* member_of(const json::Value& value, std::string_view name) {
    if (!value.is_object()) return nullptr;
    if (const json::Value* exact = value.find(name)) return exact;
    for (const json::Member& member : value.as_object()) {
        if (same_plain_name(member.name, name)) return &member.value;
    }
    return nullptr;
}

const json::Value* element_of(const json::Value& value, std::string_view step) {
    const auto position = position_of(step);
    if (!position || *position >= value.as_array().size()) return nullptr;
    return &value.as_array()[*position];
}

// Adds what the steps from `at` on lead to. Whether anything is there.
bool collect(const json::Value& value, std::span<const std::string> steps,
             std::vector<const json::Value*>& found) {
    if (value.is_null()) return false;
    if (value.is_array()) {
        if (!steps.empty() && position_of(steps.front())) {
            const json::Value* element = element_of(value, steps.front());
            return element && collect(*element, steps.subspan(1), found);
        }
        bool any = value.as_array().empty();
        for (const json::Value& element : value.as_array()) any = collect(element, steps, found) || any;
        return any;
    }
    if (steps.empty()) {
        found.push_back(&value);
        return true;
    }
    const json::Value* member = member_of(value, steps.front());
    return member && collect(*member, steps.subspan(1), found);
}

// The field that a person means by `name`.
std::optional<catalog::Field> field_by_typed_name(const catalog::Schema& schema, std::string_view name) {
    if (auto exact = schema.field(name)) return exact;
    for (const catalog::Field field : schema.fields()) {
        if (same_plain_name(field.name(), name)) return field;
    }
    const std::string reference = std::string(name) + "id";
    for (const catalog::Field field : schema.fields()) {
        if (!field.refers().empty() && same_plain_name(field.name(), reference)) return field;
    }
    return std::nullopt;
}

// Nothing where the field may be one that only a newer server has.
std::optional<Error> unknown_field(std::string_view typed, std::string_view step,
                                   const catalog::Schema& schema) {
    if (schema.open() || schema.fields().empty()) return std::nullopt;
    // As the person spells: "agentState" to who writes "agentStat", "agent-state" to who writes "agent-stat".
    const bool as_wire = std::ranges::any_of(step, is_upper);
    std::vector<std::string> names;
    for (const catalog::Field field : schema.fields())
        names.push_back(as_wire ? std::string(field.name()) : kebab_case(field.name()));
    Error error;
    error.exit_code = ExitCode::usage;
    error.what = "unknown field \"" + std::string(typed) + "\"";
    const auto near = nearest_words(as_wire ? std::string(step) : kebab_case(step), names);
    if (near.empty() && !schema.complete()) return std::nullopt;
    if (near.empty()) {
        error.why = "these objects have no such field";
        error.hint = "-o wide shows all fields";
        return error;
    }
    error.why = "did you mean " + near.front();
    for (std::size_t i = 1; i < near.size(); ++i) error.why += " or " + near[i];
    error.why += "?";
    return error;
}

void append_words(FieldPath& path, std::string_view words) {
    if (!path.words.empty()) path.words += '.';
    path.words += words;
}

std::optional<catalog::Schema> schema_behind(const catalog::Field& field) {
    return field.type().schema();
}

}  // namespace

std::string words_of(std::string_view wire_name, const std::optional<catalog::Field>& field) {
    return kebab_case(field ? field->name() : wire_name);
}

std::string kebab_case(std::string_view wire_name) {
    std::string out;
    constexpr std::size_t most_hyphens = 8;  // of all names but very long ones
    out.reserve(wire_name.size() + most_hyphens);
    std::size_t word_begin = 0;
    for (std::size_t i = 0; i < wire_name.size(); ++i) {
        const char c = wire_name[i];
        if (c == '.') word_begin = i + 1;
        // Only capitals begin a word.
        if (is_upper(c) && starts_word(wire_name.substr(word_begin), i - word_begin)) out += '-';
        out += c == '_' || c == ' ' ? '-' : to_lower(c);
    }
    // The product's name is one word, as in the commands.
    constexpr std::string_view product = "fs-logix";
    if (const auto at = out.find(product); at != std::string::npos) out.erase(at + 2, 1);
    return out;
}

std::string plain_name(std::string_view name) {
    std::string out;
    for (const char c : name) {
        if (c != '-' && c != '_' && c != ' ') out += to_lower(c);
    }
    return out;
}

const json::Value* FieldPath::in(const json::Value& row) const {
    const json::Value* value = &row;
    for (const std::string& step : steps) {
        value = value->is_array() ? element_of(*value, step) : member_of(*value, step);
        if (!value) return nullptr;
    }
    return value;
}

std::optional<std::vector<const json::Value*>> FieldPath::all_in(const json::Value& row) const {
    std::vector<const json::Value*> found;
    // A row that is a list itself is none of its elements.
    if (!row.is_object() || !collect(row, steps, found)) return std::nullopt;
    return found;
}

std::optional<std::size_t> place_among(std::span<const std::string> names, std::string_view step) {
    for (std::size_t i = names.size(); i-- > 0;)
        if (names[i] == step) return i;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (same_plain_name(names[i], step)) return i;
    return std::nullopt;
}

FieldPath make_path(std::string_view path, const std::optional<catalog::Schema>& schema) {
    FieldPath result{std::string(path), split_path(path)};
    std::optional<catalog::Schema> level = schema;
    for (const std::string& step : result.steps) {
        const bool picks_element = result.field && result.field->type().is_array() && position_of(step);
        if (!picks_element) {
            result.field = level ? level->field(step) : std::nullopt;
            level = result.field ? schema_behind(*result.field) : std::nullopt;
        }
        append_words(result, picks_element ? step : words_of(step, result.field));
    }
    return result;
}

FieldPath one_step(std::string_view wire_name, const std::optional<catalog::Field>& field) {
    std::string name(wire_name);
    return {name, {name}, words_of(wire_name, field), field};
}

Result<FieldPath> resolve_path(std::string_view typed, const std::optional<catalog::Schema>& schema) {
    std::vector<std::string> steps = split_path(typed);
    if (std::ranges::any_of(steps, &std::string::empty)) {
        return Error{ExitCode::usage, "\"" + std::string(typed) + "\" names no field", "a name is missing"};
    }
    FieldPath result;
    std::optional<catalog::Schema> level = schema;
    for (std::string& step : steps) {
        const bool picks_element = result.field && result.field->type().is_array() && position_of(step);
        if (!picks_element) {
            auto field = level ? field_by_typed_name(*level, step) : std::nullopt;
            if (auto unknown = field || !level ? std::nullopt : unknown_field(typed, step, *level))
                return std::move(*unknown);
            if (field) step = field->name();
            result.field = field;
            level = field ? schema_behind(*field) : std::nullopt;
        }
        if (!result.path.empty()) result.path += '.';
        result.path += step;
        append_words(result, picks_element ? step : words_of(step, result.field));
    }
    result.steps = std::move(steps);
    return result;
}

}  // namespace rasctl::output
