#include "commands/run/inventory/farm_questions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "farm/operation_choice.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

using catalog::Catalog;
using catalog::Command;
using catalog::Noun;
using catalog::Operation;

// Lists of what comes and goes by itself, or of what others offer.
constexpr std::array<std::string_view, 3> besides{"session list", "license get", "provider vm host status"};

bool can(const Catalog& catalog, std::string_view noun, std::string_view verb) {
    return catalog.command(fmt::format("{} {}", noun, verb)).has_value();
}

bool asks_without_more(const Operation& operation) {
    if (operation.method() != "GET" || !operation.path_parameters().empty()) return false;
    return std::ranges::none_of(operation.query_parameters(),
                                [](const catalog::Field& field) { return field.required(); });
}

// "auto-upgrade" is shown as "autoUpgrade".
std::string without_hyphens(std::string_view word) {
    std::string result(word);
    std::erase(result, '-');
    return result;
}

bool shows_member(const Operation& operation, std::string_view word) {
    const auto schema = operation.response().schema();
    return schema && schema->field(without_hyphens(word)).has_value();
}

// The settings that a noun is a part of: "rds defaults" of "rds defaults fslogix general".
std::optional<Command> settings_above(const Catalog& catalog, const Noun& noun) {
    for (auto above = noun.parent(); above; above = above->parent()) {
        const auto command = catalog.command(fmt::format("{} get", above->name()));
        if (!command) continue;
        for (std::size_t i = 0; i < command->operation_count(); ++i)
            if (asks_without_more(command->operation(i))) return command;
    }
    return std::nullopt;
}

// Whether the settings above show those of the noun.
bool is_shown_above(const Catalog& catalog, const Noun& noun) {
    const auto above = settings_above(catalog, noun);
    if (!above) return false;
    std::string_view rest = noun.name();
    rest.remove_prefix(above->noun().name().size() + 1);
    const std::string_view first = rest.substr(0, rest.find(' '));
    return shows_member(above->operation(0), first);
}

std::optional<Asked> kind_of(const Catalog& catalog, const Command& command, const Operation& operation) {
    const std::string_view noun = command.noun().name(), verb = command.verb();
    if (std::ranges::find(besides, command.name()) != besides.end()) {
        if (verb == "get") return Asked::settings;
        return verb == "list" ? Asked::list : Asked::status;
    }
    const bool is_list = operation.response_kind() == catalog::ResponseKind::list;
    if (verb == "status" && is_list)
        return can(catalog, noun, "list") ? std::optional(Asked::status) : std::nullopt;
    const bool is_made = can(catalog, noun, "update") || can(catalog, noun, "create") ||
                         can(catalog, noun, "delete") || can(catalog, noun, "remove") ||
                         can(catalog, noun, "add");
    if (!is_made) return std::nullopt;
    if (verb == "list" && is_list) {
        // Parts of settings stand within them.
        const bool is_part = settings_above(catalog, command.noun()).has_value();
        return is_part && is_shown_above(catalog, command.noun()) ? std::nullopt : std::optional(Asked::list);
    }
    if (verb == "get" && !is_list && operation.response_kind() == catalog::ResponseKind::value &&
        operation.response().schema() && !is_shown_above(catalog, command.noun()))
        return Asked::settings;
    return std::nullopt;
}

}  // namespace

std::vector<FarmQuestion> farm_questions(const Catalog& catalog, int version) {
    std::vector<FarmQuestion> questions;
    for (const Command command : catalog.commands()) {
        const auto choice = farm::choose_operation(command, 0, version);
        if (!choice || !asks_without_more(choice->operation)) continue;
        // What the version is not known to have would be refused.
        if (version != 0 && choice->operation.since() > version) continue;
        if (const auto asked = kind_of(catalog, command, choice->operation))
            questions.push_back({*asked, choice->operation});
    }
    return questions;
}

}  // namespace rasctl::commands
