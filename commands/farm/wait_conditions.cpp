#include "commands/farm/wait_conditions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "output/cell.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

constexpr std::array<std::string_view, 2> showing_verbs{"status", "get"};

// The operation that lists rows of the same kind for all targets at once.
std::optional<catalog::Operation> list_beside(const catalog::Catalog& catalog, const std::string& noun,
                                              std::string_view verb, const farm::Choice& one, int version) {
    const auto command =
        catalog.command(fmt::format("{} {}", noun, verb == "get" ? "list" : std::string(verb)));
    if (!command || !one.per_target) return std::nullopt;
    const auto choice = farm::choose_operation(*command, one.shared_targets, version);
    if (!choice) return std::nullopt;
    const catalog::Operation list = choice->operation;
    const bool fits = list.path_parameters().size() == one.shared_targets &&
                      list.response_kind() == catalog::ResponseKind::list;
    return fits ? std::optional(list) : std::nullopt;
}

std::vector<Source> sources_of(const catalog::Catalog& catalog, const std::string& noun, std::size_t words,
                               int version) {
    std::vector<Source> sources;
    for (const std::string_view verb : showing_verbs) {
        const auto command = catalog.command(fmt::format("{} {}", noun, verb));
        if (!command) continue;
        const auto choice = farm::choose_operation(*command, words, version);
        if (!choice || choice->operation.path_parameters().empty()) continue;
        sources.push_back({.one = *choice, .all = list_beside(catalog, noun, verb, *choice, version)});
    }
    return sources;
}

Error bad_condition(const std::string& text, std::string why) {
    return {.exit_code = ExitCode::usage,
            .what = fmt::format("cannot wait for '{}'", terminal::sanitize(text)),
            .why = std::move(why),
            .hint = "for instance: --for agentState=OK, or --for deleted"};
}

Result<> add_condition(std::vector<Source>& sources, const std::string& noun, const std::string& text) {
    const std::string field = text.substr(0, text.find_first_of("=!<>~ "));
    if (field.empty()) return bad_condition(text, "it names no field");
    std::optional<Error> failure;
    // First a source that is known to have the field, then one that may have it.
    for (const bool must_be_known : {true, false}) {
        for (Source& source : sources) {
            const auto schema = source.one.operation.response().schema();
            auto path = output::resolve_path(field, schema);
            if (!path) failure = path.error();
            if (!path || (must_be_known && !path->field)) continue;
            auto where = output::Where::parse(text, schema);
            if (!where) return where.error();
            source.conditions.push_back({text, std::move(*path), std::move(*where)});
            return {};
        }
    }
    Error error = failure.value_or(bad_condition(text, "nothing shows this field"));
    if (!error.hint.starts_with("did you mean")) error.hint = fmt::format("rasctl explain {}", noun);
    return error;
}

}  // namespace

Result<WaitPlan> plan_wait(const catalog::Catalog& catalog, const std::string& noun,
                           std::span<const std::string> conditions, std::size_t words, int version) {
    WaitPlan plan{.sources = sources_of(catalog, noun, words, version)};
    if (plan.sources.empty())
        return Error{.exit_code = ExitCode::usage,
                     .what = fmt::format("cannot wait for '{}'", noun),
                     .why = words == 0 ? "no target is named" : "it has neither a status nor a get for them",
                     .hint = fmt::format("rasctl {} --help", noun)};
    for (const std::string& text : conditions) {
        if (text == "deleted") {
            plan.deleted = true;
            continue;
        }
        if (auto added = add_condition(plan.sources, noun, text); !added) return added.error();
    }
    // What is gone is seen where the object itself is read.
    if (plan.deleted) plan.sources.erase(plan.sources.begin(), plan.sources.end() - 1);
    std::erase_if(plan.sources,
                  [&](const Source& source) { return source.conditions.empty() && !plan.deleted; });
    return plan;
}

std::string seen_text(const Condition& condition, const json::Value& row) {
    const json::Value* value = condition.field.in(row);
    return fmt::format("{}={}", condition.field.path,
                       terminal::sanitize(output::shown_text(value, condition.field.field)));
}

}  // namespace rasctl::commands
