#include "catalog/compiler/effects.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <optional>

namespace rasctl::catalog::compiler {
namespace {

Error refuse_mark(std::string what, std::string why) {
    return {.exit_code = ExitCode::invalid, .what = std::move(what), .why = std::move(why)};
}

// Whether the operation's body is nothing but the list that it replaces.
bool replaces_list(const OperationModel& one, const Description& description, const CommandTree& commands) {
    const auto schema = description.schemas.find(one.body);
    if (one.method != "PUT" || one.path_parameters.empty() || schema == description.schemas.end())
        return false;
    const auto& fields = schema->second.fields;
    return fields.size() == 1 && fields.front().type.kind == Kind::array && !fields.front().refers.empty() &&
           commands.commands.contains(one.noun + " list");
}

bool can_be_switched_off(const SchemaModel& body) {
    return std::ranges::any_of(body.fields, [](const FieldModel& field) {
        return field.name == "enabled" || field.name == "enabledMode";
    });
}

std::optional<std::size_t> place_of(const SchemaModel& schema, std::string_view name) {
    const auto found = std::ranges::find(schema.fields, name, &FieldModel::name);
    if (found == schema.fields.end()) return std::nullopt;
    return static_cast<std::size_t>(found - schema.fields.begin());
}

// "inheritDefaultAgentSettings", "inheritShortcutDefaultSettings", "inheritDefaults".
bool is_inheritance_switch(const FieldModel& field) {
    return field.type.kind == Kind::boolean && field.name.starts_with("inherit") &&
           field.name.view().find("Default") != std::string::npos;
}

Result<> govern(const std::string& name, SchemaModel& schema, const std::string& governor,
                const std::vector<std::string>& fields, bool strict) {
    const auto from = place_of(schema, governor);
    if (!from && strict) return refuse_mark("'inheritance' names an unknown switch", name + "." + governor);
    if (!from) return {};
    for (const std::string& field : fields) {
        const auto place = place_of(schema, field);
        if (!place && strict) return refuse_mark("'inheritance' names an unknown field", name + "." + field);
        if (!place) continue;
        const int distance = static_cast<int>(*from) - static_cast<int>(*place);
        if (std::abs(distance) <= std::numeric_limits<std::int8_t>::max())
            schema.fields[*place].governed = distance;
        else if (strict)
            return refuse_mark("'inheritance' leads too far", name + "." + field);
    }
    return {};
}

}  // namespace

Result<> mark_inheritance(const Tree& tree, Description& description, bool strict) {
    for (const auto& [name, switches] : tree.inheritance) {
        const auto schema = description.schemas.find(name);
        if (schema == description.schemas.end()) {
            if (strict) return refuse_mark("'inheritance' names an unknown schema", name);
            continue;
        }
        for (const auto& [governor, fields] : switches)
            if (auto done = govern(name, schema->second, governor, fields, strict); !done) return done;
    }
    for (const auto& [name, schema] : description.schemas)
        for (const FieldModel& field : schema.fields) {
            if (!strict || !name.ends_with("Update") || !is_inheritance_switch(field)) continue;
            const auto known = tree.inheritance.find(name);
            if (known == tree.inheritance.end() || !known->second.contains(field.name.str()))
                return refuse_mark("'inheritance' lacks a switch", name + "." + field.name.str());
        }
    return {};
}

Effect effect_of(const Tree& tree, const std::string& name, const std::string& verb,
                 std::string_view method) {
    if (tree.destructive.contains(verb) || tree.destructive.contains(name)) return Effect::destructive;
    if (tree.disturbing.contains(verb) || tree.disturbing.contains(name)) return Effect::disturbing;
    // The methods that are safe by their meaning (RFC 9110 9.2.1).
    const bool is_safe = method == "GET" || method == "HEAD" || method == "OPTIONS" || method == "TRACE";
    if (is_safe || tree.reading.contains(verb)) return Effect::read;
    return Effect::write;
}

void add_member_commands(const Description& description, CommandTree& commands) {
    for (std::size_t i = 0; i < description.operations.size(); ++i) {
        const OperationModel& one = description.operations[i];
        if (!replaces_list(one, description, commands)) continue;
        for (const char* verb : {"add", "remove"}) {
            const std::string name = one.noun + " " + verb;
            if (commands.commands.contains(name) && !commands.commands[name].changes_members) continue;
            CommandModel& command = commands.commands[name];
            command.noun = one.noun;
            command.verb = verb;
            command.changes_members = true;
            command.operations.push_back(i);
        }
    }
}

Result<> check_marks(const Tree& tree, const Description& description, const CommandTree& commands) {
    for (const std::string& noun : tree.serving) {
        const auto command = commands.commands.find(noun + " update");
        if (command == commands.commands.end())
            return refuse_mark("'serving' names a noun that nothing updates", noun);
        const auto& operation = description.operations[command->second.operations.front()];
        const auto body = description.schemas.find(operation.body);
        if (body == description.schemas.end() || !can_be_switched_off(body->second))
            return refuse_mark("'serving' names a noun that cannot be switched off", noun);
    }
    for (const auto* words : {&tree.destructive, &tree.disturbing})
        for (const std::string& word : *words) {
            const bool known = std::ranges::any_of(commands.commands, [&](const auto& one) {
                return one.first == word || one.second.verb == word;
            });
            if (!known) return refuse_mark("an unknown verb or command is marked", word);
        }
    return {};
}

}  // namespace rasctl::catalog::compiler
