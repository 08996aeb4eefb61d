#include "commands/line/list_options.hpp"

#include <algorithm>

namespace rasctl::commands {
namespace {

using catalog::Flag;
using catalog::Kind;

bool has_plain_elements(const catalog::Type& type) {
    const Kind kind = type.element();
    return type.is_array() && (kind == Kind::string || kind == Kind::integer || kind == Kind::enumeration);
}

bool shows(const catalog::Command& reading, std::string_view field) {
    for (std::size_t i = 0; i < reading.operation_count(); ++i) {
        const auto schema = reading.operation(i).response().schema();
        if (!schema) continue;
        for (const catalog::Field one : schema->fields())
            if (one.name() == field && one.type().is_array()) return true;
    }
    return false;
}

bool has_option(const Usage& usage, const std::string& name) {
    return std::ranges::find(usage.options, name, &Option::name) != usage.options.end();
}

}  // namespace

std::optional<catalog::Command> reading_of(const catalog::Command& command) {
    return command.catalog().command(std::string(command.noun().name()) + " get");
}

std::vector<Flag> changeable_lists(const catalog::Operation& operation) {
    std::vector<Flag> lists;
    const catalog::Command command = operation.command();
    const auto reading = command.verb() == "update" ? reading_of(command) : std::nullopt;
    if (!reading || operation.multipart()) return lists;
    for (const Flag flag : operation.flags())
        if (!flag.path().empty() && has_plain_elements(flag.field().type()) && shows(*reading, flag.path()))
            lists.push_back(flag);
    return lists;
}

std::string adding_option(const Flag& list) {
    return "add-" + std::string(list.name());
}

std::string removing_option(const Flag& list) {
    return "remove-" + std::string(list.name());
}

void add_list_options(const catalog::Command& command, Usage& usage) {
    for (std::size_t i = 0; i < command.operation_count(); ++i) {
        for (const Flag list : changeable_lists(command.operation(i))) {
            const auto own = std::ranges::find(usage.options, list.name(), &Option::name);
            if (own == usage.options.end() || has_option(usage, adding_option(list))) continue;
            Option adding = *own;
            adding.required = false;
            adding.default_text.clear();
            adding.repeatable = true;
            Option removing = adding;
            adding.name = adding_option(list);
            adding.help = "Add to --" + std::string(list.name()) + " and keep the rest";
            removing.name = removing_option(list);
            removing.help = "Take out of --" + std::string(list.name()) + " and keep the rest";
            const auto behind = usage.options.insert(own + 1, std::move(adding));
            usage.options.insert(behind + 1, std::move(removing));
        }
    }
}

}  // namespace rasctl::commands
