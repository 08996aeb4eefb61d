#include "commands/run/farm/wait_conditions.hpp"

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
            .hint = "for instance: --for agentState=OK, --for created, or --for deleted"};
}

bool knows_all_fields(const output::Where& where) {
    return std::ranges::all_of(where.fields(),
                               [](const output::FieldPath& field) { return field.field.has_value(); });
}

// How an error of --where is told of --for.
Error about_condition(Error error, const std::string& noun) {
    if (error.what == "cannot understand --where") error.what = "cannot understand --for";
    if (error.hint.empty() && error.what.starts_with("unknown field"))
        error.hint = fmt::format("rasctl explain {}", noun);
    return error;
}

// A source that is known to have the fields comes first; then the truth about a value that cannot be; then a
// source that may have the fields.
Result<> add_condition(std::vector<Source>& sources, const std::string& noun, const std::string& text) {
    std::optional<Error> unknown, wrong;
    Source* possible = nullptr;
    std::optional<output::Where> guess;
    for (Source& source : sources) {
        auto where = output::Where::parse(text, source.one.operation.response().schema());
        if (!where) {
            std::optional<Error>& kept = where.error().what.starts_with("unknown field") ? unknown : wrong;
            if (!kept || (kept->why.find("did you mean") == std::string::npos)) kept = where.error();
        } else if (knows_all_fields(*where)) {
            source.conditions.push_back({text, std::move(*where)});
            return {};
        } else if (possible == nullptr) {
            possible = &source;
            guess.emplace(std::move(*where));
        }
    }
    // One source finding a word near that it knows means that the field was misspelt.
    const std::optional<Error>& failure = wrong ? wrong : unknown;
    if (failure) return about_condition(*failure, noun);
    possible->conditions.push_back({text, std::move(*guess)});
    return {};
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
        if (text.find_first_not_of(" \t\r\n") == std::string::npos) return bad_condition(text, "it is empty");
        if (text == "deleted" || text == "created") {
            (text == "deleted" ? plan.deleted : plan.created) = true;
            continue;
        }
        if (auto added = add_condition(plan.sources, noun, text); !added) return added.error();
    }
    if (plan.deleted && conditions.size() > 1)
        return bad_condition("deleted", "what is gone meets no other condition");
    std::vector<Source> asked;
    for (Source& source : plan.sources)
        if (!source.conditions.empty()) asked.push_back(std::move(source));
    // Whether it is there is seen where the object itself is read.
    if (asked.empty()) asked.push_back(std::move(plan.sources.back()));
    plan.sources = std::move(asked);
    return plan;
}

std::string seen_text(const WaitCondition& condition, const json::Value& row) {
    std::string text;
    for (const output::FieldPath& field : condition.where.fields())
        text += fmt::format("{}{}={}", text.empty() ? "" : ", ", field.path,
                            terminal::sanitize(output::shown_text(field.in(row), field.field)));
    return text;
}

}  // namespace rasctl::commands
