#include "commands/line/flag_example.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "catalog/hour_plan.hpp"
#include "catalog/unit.hpp"
#include "commands/line/example_check.hpp"
#include "commands/line/split_words.hpp"
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
    if (unit->quantity == catalog::Quantity::months) return number + "mo";
    if (unit->quantity == catalog::Quantity::share) return number + "%";
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

bool has_flag(const std::vector<std::string>& words, std::string_view flag) {
    const std::string option = fmt::format("--{}", flag);
    return std::ranges::any_of(
        words, [&](const std::string& word) { return word == option || word.starts_with(option + "="); });
}

// The words between a command and its first option, as an example of its help has them.
std::optional<std::string> targets_in(std::string_view example, std::string_view command, std::size_t count) {
    const std::string begin = fmt::format("rasctl {} ", command);
    if (!example.starts_with(begin)) return std::nullopt;
    example.remove_prefix(begin.size());
    const std::string_view targets = example.substr(0, example.find(" -"));
    const auto words = split_words(targets);
    const bool plain = words && words->size() == count && !targets.starts_with('-') &&
                       targets.find('|') == std::string_view::npos;
    return plain ? std::optional(std::string(targets)) : std::nullopt;
}

// Those that some example of the noun's help names, else words that say what they are.
std::string targets_of(const catalog::Command& command, const Operation& operation) {
    const std::size_t count = operation.path_parameters().size();
    if (count == 0) return {};
    for (const std::string_view verb : {command.verb(), std::string_view("get")})
        if (const auto other = command.catalog().command(fmt::format("{} {}", command.noun().name(), verb)))
            for (const auto example : other->examples())
                if (const auto targets = targets_in(example.value(), other->name(), count))
                    return " " + *targets;
    std::string line;
    for (std::size_t place = 0; place < count; ++place) line += " " + farm::placeholder_of(operation, place);
    return line;
}

// What the help shows of the flag is known to make sense.
std::optional<std::string> curated_example(const catalog::Command& command, std::string_view flag) {
    for (const auto example : command.examples()) {
        const auto words = split_words(example.value());
        if (words && has_flag(*words, flag)) return std::string(example.value());
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> example_of_flag(const catalog::Command& command, std::string_view flag) {
    if (auto curated = curated_example(command, flag)) return curated;
    for (std::size_t i = 0; i < command.operation_count(); ++i) {
        const Operation operation = command.operation(i);
        const auto wanted = operation.flag(flag);
        if (!wanted || operation.until() != 0) continue;
        std::string line = fmt::format("rasctl {}{}", command.name(), targets_of(command, operation));
        for (const Flag other : operation.flags())
            if (other.required() && other.name() != flag) line += words_of_flag(other);
        line += words_of_flag(*wanted);
        if (!why_wrong(command.catalog(), command.name(), line)) return line;
    }
    return std::nullopt;
}

}  // namespace rasctl::commands
