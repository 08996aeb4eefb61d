#include "commands/run/manual/noun_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "json/reader.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

using catalog::Command;
using catalog::Operation;

// What the objects show comes first, so that flags are added to the fields they set.
constexpr std::array<std::string_view, 5> verbs{"get", "list", "status", "create", "update"};
constexpr int deepest = 4;

void add_once(std::vector<std::string>& words, std::string_view word) {
    if (std::ranges::find(words, word) == words.end()) words.emplace_back(word);
}

NounField& place_of(std::vector<NounField>& all, const std::string& path, const catalog::Field& field) {
    const auto found =
        std::ranges::find_if(all, [&](const NounField& one) { return equal_ignoring_case(one.path, path); });
    if (found != all.end()) return *found;
    all.push_back({.path = path, .field = field});
    return all.back();
}

void add_shown(std::vector<NounField>& all, const catalog::Schema& schema, const std::string& prefix,
               std::string_view verb, int depth) {
    for (const catalog::Field field : schema.fields()) {
        const std::string path = prefix + std::string(field.name());
        add_once(place_of(all, path, field).verbs, verb);
        const auto inner = field.type().schema();
        if (inner && inner->kind() == catalog::SchemaKind::object && depth < deepest)
            add_shown(all, *inner, path + ".", verb, depth + 1);
    }
}

// The field that a flat flag sets in the nested object that reads show (x-maps).
const NounField* mapped(const std::vector<NounField>& all, const catalog::Field& field) {
    if (field.maps().empty()) return nullptr;
    const auto found = std::ranges::find_if(
        all, [&](const NounField& one) { return equal_ignoring_case(one.path, field.maps()); });
    return found == all.end() ? nullptr : &*found;
}

void add_taken(std::vector<NounField>& all, const Operation& operation, std::string_view verb) {
    for (const catalog::Flag flag : operation.flags()) {
        std::string path(flag.path().empty() ? flag.query() : flag.path());
        if (flag.whole_body()) path = "body";
        if (const NounField* shown = mapped(all, flag.field())) path = shown->path;
        NounField& one = place_of(all, path, flag.field());
        one.flag = flag.name();
        add_once(one.verbs, verb);
        if (flag.required()) add_once(one.required_by, verb);
    }
}

// The newest of a command's operations is what a person of today wants explained.
void add_command(std::vector<NounField>& all, const Command& command) {
    const bool any_current = [&] {
        for (std::size_t i = 0; i < command.operation_count(); ++i)
            if (command.operation(i).until() == 0) return true;
        return false;
    }();
    for (std::size_t i = 0; i < command.operation_count(); ++i) {
        const Operation operation = command.operation(i);
        if (any_current && operation.until() != 0) continue;
        if (command.effect() != catalog::Effect::read) add_taken(all, operation, command.verb());
        const auto schema = operation.response().schema();
        if (schema && schema->kind() == catalog::SchemaKind::object && command.verb() != "create")
            add_shown(all, *schema, {}, command.verb(), 1);
    }
}

}  // namespace

std::vector<NounField> fields_of_noun(const catalog::Catalog& catalog, const std::string& noun,
                                      const std::string& verb) {
    std::vector<NounField> all;
    if (!verb.empty()) {
        if (const auto command = catalog.command(noun + " " + verb)) add_command(all, *command);
        return all;
    }
    for (const std::string_view one : verbs)
        if (const auto command = catalog.command(fmt::format("{} {}", noun, one))) add_command(all, *command);
    if (!all.empty()) return all;
    // Nouns of acts only: whatever their commands take.
    for (const Command command : catalog.commands())
        if (command.noun().name() == noun) add_command(all, command);
    return all;
}

const NounField* find_field(const std::vector<NounField>& fields, std::string_view text) {
    for (const NounField& one : fields)
        if (equal_ignoring_case(one.path, text)) return &one;
    if (text.starts_with("--")) text.remove_prefix(2);
    for (const NounField& one : fields)
        if (!one.flag.empty() && equal_ignoring_case(one.flag, text)) return &one;
    return nullptr;
}

std::string type_text(const catalog::Type& type) {
    const auto schema = type.schema();
    const catalog::Kind kind = type.is_array() ? type.element() : type.kind();
    std::string name = schema && kind == catalog::Kind::enumeration ? std::string(schema->name())
                                                                    : std::string(to_string(kind));
    if (type.format() == catalog::Format::date_time) name = "date and time";
    return type.is_array() ? "list of " + name : name;
}

std::string default_text(const catalog::Field& field) {
    if (field.default_json().empty()) return {};
    const auto value = json::parse(field.default_json());
    if (!value) return std::string(field.default_json());
    const auto schema = field.type().schema();
    if (schema && value->to_int64())
        if (const auto word = schema->value(*value->to_int64())) return std::string(word->word());
    if (value->is_array() || value->is_object()) return std::string(field.default_json());
    return value->scalar_text();
}

}  // namespace rasctl::commands
