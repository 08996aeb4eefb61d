#include "farm/value_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <unordered_set>

#include "catalog/hour_plan.hpp"
#include "catalog/more_limits.hpp"
#include "catalog/range_text.hpp"
#include "catalog/unit.hpp"
#include "farm/enum_text.hpp"
#include "farm/form_check.hpp"
#include "farm/text_format.hpp"
#include "farm/text_pattern.hpp"
#include "farm/text_pieces.hpp"
#include "json/path_step.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "text/ascii.hpp"
#include "text/moment.hpp"
#include "text/nearest.hpp"
#include "text/truth.hpp"
#include "text/utf8.hpp"

namespace rasctl::farm {
namespace {

using catalog::Field;
using catalog::Format;
using catalog::Kind;
using catalog::Schema;
using catalog::SchemaKind;
using json::Value;
using Problems = std::vector<std::string>;

std::string plain(double number) {
    return fmt::format("{}", number);
}

void check_range(const Field& field, double number, Problems& problems) {
    const auto low = field.minimum(), high = field.maximum();
    if ((low && number < *low) || (high && number > *high))
        problems.push_back(fmt::format("must be {}, got {}", catalog::range_text(low, high), plain(number)));
}

// Length in characters, as JSON Schema counts it.
std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// ", got 'x'", but not of a secret.
std::string got(const Field& field, std::string_view text) {
    return field.secret() ? std::string{} : fmt::format(", got {}", text);
}

void check_text(const Field& field, std::string_view text, Problems& problems) {
    if (!is_utf8(text)) problems.emplace_back("is not valid UTF-8");
    const std::size_t length = characters(text);
    if (const auto low = field.minimum_length(); low && length < *low)
        problems.push_back(length == 0
                               ? "must not be empty"
                               : fmt::format("must have at least {} characters, got {}", *low, length));
    if (const auto high = field.maximum_length(); high && length > *high)
        problems.push_back(fmt::format("must have at most {} characters, got {}", *high, length));
    if (const auto pattern = field.pattern(); !pattern.empty())
        if (auto problem = pattern_problem(pattern, text))
            // The problem's own words hold the text.
            problems.push_back(field.secret() ? fmt::format("must match {}", pattern) : std::move(*problem));
    if (const auto problem = format_problem(field.type().format(), text))
        problems.push_back(std::string(*problem) + got(field, fmt::format("'{}'", text)));
}

void check_integer(const Field& field, std::int64_t number, Problems& problems) {
    const bool wide = field.type().format() != Format::int32;
    // fwGWID uses 4294967295 for "none", so 32 bits are checked unsigned too.
    if (!wide && (number < std::numeric_limits<std::int32_t>::min() ||
                  number > std::numeric_limits<std::uint32_t>::max()))
        problems.push_back(fmt::format("does not fit into 32 bits: {}", number));
    else
        check_range(field, static_cast<double>(number), problems);
}

void check_count(const Field& field, const json::Array& elements, Problems& problems) {
    const auto limits = catalog::more_limits_of(field);
    const auto entries = [](std::uint32_t count) { return count == 1 ? "entry" : "entries"; };
    if (limits.fewest.value_or(0) > 0 && elements.empty())
        problems.push_back(
            fmt::format("must have at least {} {}, got none", *limits.fewest, entries(*limits.fewest)));
    if (limits.most && elements.size() > *limits.most)
        problems.push_back(fmt::format("must have at most {} {}, got {}", *limits.most, entries(*limits.most),
                                       elements.size()));
    std::unordered_set<std::string> seen;
    for (const Value& one : elements)
        if (limits.distinct && !seen.insert(json::write(one)).second)
            problems.push_back(fmt::format("must not have {} twice", json::write(one)));
}

bool takes_id(const Field& field, Kind kind) {
    return !field.refers().empty() && (kind == Kind::integer || kind == Kind::string);
}

Value parse_json_text(std::string_view text, Problems& problems) {
    auto value = json::parse(text);
    if (value) return std::move(*value);
    problems.push_back(fmt::format("expects JSON, got '{}': {}", text, value.error().why));
    return {};
}

// "#0068B8"
std::optional<std::int64_t> colour_number(std::string_view text) {
    constexpr std::size_t digits = 6;
    std::int64_t number = 0;
    if (text.size() != digits + 1 || !text.starts_with('#')) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), number, 16);
    const bool whole = error == std::errc{} && end == text.data() + text.size() && number >= 0;
    return whole ? std::optional(number) : std::nullopt;
}

Value parse_colour(const Field& field, std::string_view text, Problems& problems) {
    const auto number = colour_number(text);
    if (!number) {
        problems.push_back(fmt::format("expects a colour such as #0068B8 or its number, got '{}'", text));
        return {};
    }
    check_integer(field, *number, problems);
    return *number;
}

// "1h30m" where a field counts seconds, "2GB" where one counts megabytes.
Value parse_measure(const Field& field, bool whole, std::string_view text, Problems& problems) {
    const std::string_view wanted = whole ? "a whole number" : "a number";
    const auto unit = catalog::unit_of(field);
    if (!unit) {
        problems.push_back(fmt::format("expects {}, got '{}'", wanted, text));
        return {};
    }
    const auto number = catalog::in_unit(*unit, text);
    if (!number || (whole && *number != std::floor(*number)) || *number > 1e15) {
        problems.push_back(fmt::format("expects {} of {}, or {}, got '{}'", wanted, unit->name,
                                       catalog::forms_of(*unit), text));
        return {};
    }
    if (*number != std::floor(*number)) {
        check_range(field, *number, problems);
        return *number;
    }
    const auto integer = static_cast<std::int64_t>(*number);
    if (whole)
        check_integer(field, integer, problems);
    else
        check_range(field, *number, problems);
    return integer;
}

Value parse_object(const Field& field, std::string_view text, Problems& problems, bool& has_names);
void check_one(const Field& field, Kind kind, Value& value, const std::string& place, Problems& problems);

// One value of the kind, which is the field's own or that of its elements.
Value parse_one(const Field& field, Kind kind, std::string_view text, Problems& problems, bool& has_names) {
    switch (kind) {
        case Kind::integer: {
            const std::string_view digits = text.starts_with("id:") ? text.substr(3) : text;
            if (const auto number = whole_number(digits)) {
                check_integer(field, *number, problems);
                return *number;
            }
            if (takes_id(field, kind) && !text.empty()) {
                has_names = true;
                return text;
            }
            if (catalog::is_colour(field)) return parse_colour(field, text, problems);
            return parse_measure(field, true, text, problems);
        }
        case Kind::number: {
            const Value number(json::Number{std::string(text)});
            const auto value = json::parse(text);
            if (!value || !value->is_number()) return parse_measure(field, false, text, problems);
            check_range(field, value->to_double().value_or(0), problems);
            return *value;
        }
        case Kind::boolean: {
            const auto value = boolean_of(text);
            if (!value) problems.push_back(fmt::format("expects true or false, got '{}'", text));
            return value ? Value(*value) : Value();
        }
        case Kind::enumeration: {
            const auto schema = field.type().schema();
            return schema ? parse_enum(*schema, text, problems) : Value(text);
        }
        case Kind::object:
            return parse_object(field, text, problems, has_names);
        case Kind::any: {
            auto value = json::parse(text);
            return value ? std::move(*value) : Value(text);
        }
        case Kind::array: {
            Value list = parse_json_text(text, problems);
            if (problems.empty() && !list.is_array())
                problems.push_back(fmt::format("expects a list such as [1,2], got '{}'", text));
            return list;
        }
        default: {
            // "now+30d" and the service's own forms go out as the times they mean.
            const bool moment = field.type().format() == Format::date_time && !is_date_time(text);
            if (const auto meant = moment ? parse_moment(text, moment_now()) : std::nullopt)
                return moment_text(*meant);
            const std::string spelled = spelled_by_pattern(field.pattern(), text);
            check_text(field, spelled, problems);
            return spelled;
        }
    }
}

// {"a":1} as it is; "a=1,b=2" by the fields of the schema.
Value parse_object(const Field& field, std::string_view text, Problems& problems, bool& has_names) {
    const auto schema = field.type().schema();
    const auto begin = text.find_first_not_of(' ');
    if (!schema || (begin != std::string_view::npos && text[begin] == '{')) {
        Value value = parse_json_text(text, problems);
        if (problems.empty()) check_one(field, Kind::object, value, {}, problems);
        return value;
    }
    json::Object object;
    for (const std::string& pair : split_at_commas(text)) {
        const auto equals_sign = pair.find('=');
        const std::string name = pair.substr(0, equals_sign);
        const auto member = schema->field(name);
        if (equals_sign == std::string::npos || !member) {
            problems.push_back(fmt::format("expects JSON or name=value pairs, got '{}'", pair));
            continue;
        }
        ParsedValue parsed = parse_values(*member, std::vector<std::string>{pair.substr(equals_sign + 1)});
        for (const std::string& problem : parsed.problems)
            problems.push_back(fmt::format("{}: {}", name, problem));
        has_names = has_names || parsed.has_names;
        object.set(member->name(), std::move(parsed.value));
    }
    return object;
}

void check_members(const Schema& schema, Value& value, const std::string& place, Problems& problems) {
    for (json::Member& member : value.as_object()) {
        const auto field = schema.field(member.name);
        const std::string step = json::path_step(member.name);
        const std::string here = place.empty() ? step : place + "." + step;
        if (field && field->read_only())
            problems.push_back(fmt::format("{}: cannot be set", here));
        else if (field)
            check_value(*field, member.value, here, problems);
    }
    for (const Field field : schema.fields())
        if (field.required() && !field.read_only() && !value.as_object().find_ignoring_case(field.name()))
            problems.push_back(fmt::format("{}: is required", place.empty()
                                                                  ? std::string(field.name())
                                                                  : place + "." + std::string(field.name())));
    if (const auto missing = missing_for_form(schema, value.as_object()))
        problems.push_back(place.empty() ? *missing : fmt::format("{}: {}", place, *missing));
}

// The members of an object that has no names for them but one type.
void check_map(const Field& field, Kind kind, Value& value, const std::string& place, Problems& problems) {
    for (json::Member& member : value.as_object()) {
        const std::string step = json::path_step(member.name);
        check_one(field, kind, member.value, place.empty() ? step : place + "." + step, problems);
    }
}

void check_one(const Field& field, Kind kind, Value& value, const std::string& place, Problems& problems) {
    Problems found;
    bool has_names = false;
    if (kind == Kind::object) {
        const auto schema = field.type().schema();
        if (!value.is_object())
            found.push_back(fmt::format("expects an object, got {}", json::write(value)));
        else if (schema)
            return check_members(*schema, value, place, problems);
        else if (field.type().kind() == Kind::object && field.type().element() != Kind::any)
            return check_map(field, field.type().element(), value, place, problems);
    } else if (kind == Kind::string) {
        if (value.is_string()) {
            value = spelled_by_pattern(field.pattern(), value.as_string());
            check_text(field, value.as_string(), found);
        } else {
            found.push_back("expects text" + got(field, json::write(value)));
        }
    } else if (kind == Kind::boolean) {
        if (!value.is_bool())
            found.push_back(fmt::format("expects true or false, got {}", json::write(value)));
    } else if (kind == Kind::enumeration || kind == Kind::integer || kind == Kind::number) {
        if (value.is_number() || value.is_string()) {
            Value parsed = parse_one(field, kind, value.scalar_text(), found, has_names);
            // Whole numbers may come as 1.0; what fits exactly is taken.
            if (!found.empty() && kind == Kind::integer && value.to_int64()) {
                found.clear();
                check_integer(field, *value.to_int64(), found);
                parsed = *value.to_int64();
            }
            if (found.empty() && !(kind == Kind::number && value.is_number())) value = std::move(parsed);
        } else {
            found.push_back(fmt::format("expects {}, got {}",
                                        kind == Kind::enumeration ? "a name or number" : "a number",
                                        json::write(value)));
        }
    }
    for (const std::string& problem : found)
        problems.push_back(place.empty() ? problem : fmt::format("{}: {}", place, problem));
}

}  // namespace

ParsedValue parse_values(const Field& field, std::span<const std::string> texts) {
    ParsedValue result;
    const auto type = field.type();
    if (!type.is_array()) {
        const auto schema = type.schema();
        const bool several = schema && schema->kind() == SchemaKind::flags;
        if (texts.size() > 1 && !several) result.problems.emplace_back("is given more than once");
        if (texts.empty()) return result;
        std::string joined = texts.front();
        for (const std::string& text : texts.subspan(1)) joined += "," + text;
        result.value =
            parse_one(field, type.kind(), several ? joined : texts.back(), result.problems, result.has_names);
        return result;
    }
    json::Array elements;
    for (const std::string& text : texts) {
        // "[::1]:80" is no list but a text, where texts are wanted.
        const bool may_be_text = type.element() == Kind::string && !json::parse(text);
        if (text.starts_with('[') && !may_be_text) {
            Value list = parse_json_text(text, result.problems);
            // Of lists in a list "[1,2]" is one, and "[[1,2],[3]]" are two.
            const bool is_element = type.element() == Kind::array && list.is_array() &&
                                    std::ranges::none_of(list.as_array(), &Value::is_array);
            if (is_element)
                elements.push_back(std::move(list));
            else if (list.is_array())
                std::ranges::move(list.as_array(), std::back_inserter(elements));
            continue;
        }
        if (text.empty()) continue;  // --list "" empties it
        const bool whole =
            type.element() == Kind::object || type.element() == Kind::any || type.element() == Kind::array;
        for (const std::string& part : whole ? std::vector<std::string>{text} : split_at_commas(text))
            elements.push_back(parse_one(field, type.element(), part, result.problems, result.has_names));
    }
    check_count(field, elements, result.problems);
    result.value = std::move(elements);
    return result;
}

void check_value(const Field& field, Value& value, const std::string& place, Problems& problems) {
    const auto type = field.type();
    if (value.is_null()) {
        if (!field.nullable()) problems.push_back(fmt::format("{}: must not be null", place));
        return;
    }
    if (!type.is_array()) return check_one(field, type.kind(), value, place, problems);
    if (!value.is_array()) {
        problems.push_back(fmt::format("{}: expects a list, got {}", place, json::write(value)));
        return;
    }
    std::size_t position = 0;
    for (Value& element : value.as_array())
        check_one(field, type.element(), element, fmt::format("{}[{}]", place, position++), problems);
    Problems found;
    check_count(field, value.as_array(), found);
    for (const std::string& problem : found) problems.push_back(fmt::format("{}: {}", place, problem));
}

}  // namespace rasctl::farm
