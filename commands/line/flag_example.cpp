#include "commands/line/flag_example.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "catalog/hour_plan.hpp"
#include "catalog/unit.hpp"
#include "commands/line/example_check.hpp"
#include "farm/placeholder.hpp"
#include "farm/text_pattern.hpp"
#include "json/writer.hpp"

namespace rasctl::commands {
namespace {

using catalog::Field;
using catalog::Flag;
using catalog::Kind;
using catalog::Operation;

constexpr int deepest = 3;

std::string number_of(const Field& field) {
    double number = std::max(1.0, std::ceil(field.minimum().value_or(1)));
    if (const auto most = field.maximum()) number = std::min(number, std::floor(*most));
    return fmt::format("{:.0f}", number);
}

// "5m" where minutes are counted.
std::string measure_of(const Field& field, std::string number) {
    const auto unit = catalog::unit_of(field);
    if (!unit || number.starts_with('-')) return number;
    if (unit->name == "milliseconds") return number + "ms";
    if (unit->quantity == catalog::Quantity::time) return number + std::string(unit->name.substr(0, 1));
    return unit->name == "bytes" ? number + "B" : number + std::string(unit->name);
}

std::string text_of(const Field& field) {
    if (const auto words = farm::words_of_pattern(field.pattern()); !words.empty()) return words.front();
    switch (field.type().format()) {
        case catalog::Format::date_time:
            return "2026-12-24T18:00:00Z";
        case catalog::Format::date:
            return "2026-12-24";
        case catalog::Format::uuid:
            return "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
        default:
            return "TEXT";
    }
}

// The first choice that is not the one for "nothing".
std::string choice_of(const catalog::Schema& choices, std::size_t position) {
    if (catalog::is_hour_plan(choices)) return "07:00-18:00";
    std::vector<std::string> words;
    for (const auto value : choices.values())
        if (value.number() != 0) words.emplace_back(value.word());
    if (words.empty() && !choices.values().empty()) words.emplace_back(choices.values()[0].word());
    return words.empty() ? "1" : words[std::min(position, words.size() - 1)];
}

json::Value json_of(const Field& field, int depth);

// An object of the members that it needs, or of its first one that is plain.
json::Value object_of(const catalog::Schema& schema, int depth) {
    json::Object object;
    for (const Field member : schema.fields())
        if (member.required()) object.append(std::string(member.name()), json_of(member, depth + 1));
    for (const Field member : schema.fields()) {
        if (!object.empty()) break;
        const Kind kind = member.type().kind();
        const bool plain = kind != Kind::object && kind != Kind::array && kind != Kind::any;
        if (plain && !member.read_only())
            object.append(std::string(member.name()), json_of(member, depth + 1));
    }
    return object;
}

json::Value json_of_kind(const Field& field, Kind kind, int depth) {
    const auto schema = field.type().schema();
    switch (kind) {
        case Kind::boolean:
            return true;
        case Kind::integer:
            return json::Value(json::Number{number_of(field)});
        case Kind::number:
            return json::Value(json::Number{number_of(field)});
        case Kind::enumeration:
            return schema ? json::Value(choice_of(*schema, 0)) : json::Value(1);
        case Kind::object:
            return schema && depth < deepest ? object_of(*schema, depth) : json::Value(json::Object{});
        default:
            return text_of(field);
    }
}

json::Value json_of(const Field& field, int depth) {
    if (!field.type().is_array()) return json_of_kind(field, field.type().kind(), depth);
    json::Array list;
    list.push_back(json_of_kind(field, field.type().element(), depth));
    return list;
}

std::string value_of(const Flag& flag, std::size_t position) {
    const Field field = flag.field();
    const Kind kind = field.type().is_array() ? field.type().element() : field.type().kind();
    const auto schema = field.type().schema();
    if (flag.upload()) return "./FILE";
    if (field.secret()) return "@secret.txt";
    switch (kind) {
        case Kind::boolean:
            return "true";
        case Kind::integer:
            if (catalog::is_colour(field)) return "'#0068B8'";
            return position == 0 ? measure_of(field, number_of(field)) : number_of(field);
        case Kind::number:
            return measure_of(field, number_of(field));
        case Kind::enumeration:
            return schema ? choice_of(*schema, position) : "1";
        case Kind::object:
            return "'" + json::write(schema ? object_of(*schema, 0) : json::Value(json::Object{})) + "'";
        default:
            return text_of(field);
    }
}

std::string words_of_flag(const Flag& flag) {
    const Field field = flag.field();
    if (field.type().kind() == Kind::boolean) return fmt::format(" --{}", flag.name());
    std::string value = value_of(flag, 0);
    const Kind element = field.type().element();
    const bool plain_list = field.type().is_array() && element != Kind::object && !flag.upload();
    // A list is what commas part.
    if (const std::string second = plain_list ? value_of(flag, 1) : value; second != value)
        value += "," + second;
    else if (plain_list && element == Kind::string && value == "TEXT")
        value = "ONE,TWO";
    return fmt::format(" --{} {}", flag.name(), value);
}

}  // namespace

std::optional<std::string> example_of_flag(const catalog::Command& command, std::string_view flag) {
    for (std::size_t i = 0; i < command.operation_count(); ++i) {
        const Operation operation = command.operation(i);
        const auto wanted = operation.flag(flag);
        if (!wanted || operation.until() != 0) continue;
        std::string line = fmt::format("rasctl {}", command.name());
        for (std::size_t place = 0; place < operation.path_parameters().size(); ++place)
            line += " " + farm::placeholder_of(operation, place);
        for (const Flag other : operation.flags())
            if (other.required() && other.name() != flag) line += words_of_flag(other);
        line += words_of_flag(*wanted);
        if (!why_wrong(command.catalog(), command.name(), line)) return line;
    }
    return std::nullopt;
}

}  // namespace rasctl::commands
