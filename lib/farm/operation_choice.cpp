#include "farm/operation_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "farm/placeholder.hpp"

namespace rasctl::farm {
namespace {

using catalog::Command;
using catalog::Operation;

std::size_t arity(const Operation& operation) {
    return operation.path_parameters().size();
}

std::vector<Operation> operations_of(const Command& command) {
    std::vector<Operation> list;
    for (std::size_t i = 0; i < command.operation_count(); ++i) list.push_back(command.operation(i));
    return list;
}

// The number of path parameters that fits: exactly, else the largest below (the last takes several).
std::optional<std::size_t> fitting_arity(const std::vector<Operation>& operations, std::size_t targets) {
    std::optional<std::size_t> best;
    for (const Operation& operation : operations) {
        const std::size_t own = arity(operation);
        if (own > targets || (own == 0 && targets > 0)) continue;
        if (!best || own > *best) best = own;
    }
    return best;
}

bool known_to_have(const Operation& operation, int version) {
    return operation.since() <= version && (operation.until() == 0 || version <= operation.until());
}

bool gone(const Operation& operation, int version) {
    return operation.until() != 0 && operation.until() < version;
}

Error wrong_count(const Command& command, const std::vector<Operation>& operations, std::size_t targets) {
    std::string usage;
    for (std::size_t i = 0; i < arity(operations.front()); ++i)
        usage += " " + placeholder_of(operations.front(), i);
    const bool takes_none =
        std::ranges::all_of(operations, [](const Operation& one) { return arity(one) == 0; });
    Error error{.exit_code = ExitCode::usage, .what = fmt::format("'{}'", command.name())};
    error.why = takes_none
                    ? fmt::format("takes no target, got {}", targets)
                    : fmt::format("needs{}{}", usage, targets == 0 ? "" : fmt::format(", got {}", targets));
    error.hint = fmt::format("rasctl {} --help", command.name());
    return error;
}

}  // namespace

std::string known_versions(const Operation& operation) {
    if (operation.until() != 0) return fmt::format("{} to {}", operation.since(), operation.until());
    return fmt::format("{} and later", operation.since());
}

bool depends_on_version(const Command& command, std::size_t targets) {
    auto operations = operations_of(command);
    const auto fits = fitting_arity(operations, targets);
    if (!fits) return false;
    std::erase_if(operations, [&](const Operation& one) { return arity(one) != *fits; });
    return operations.size() > 1 || operations.front().until() != 0;
}

Result<Choice> choose_operation(const Command& command, std::size_t targets, int version) {
    const auto all = operations_of(command);
    const auto fits = fitting_arity(all, targets);
    if (!fits) return wrong_count(command, all, targets);
    auto fitting = all;
    std::erase_if(fitting, [&](const Operation& one) { return arity(one) != *fits; });
    const Operation* chosen = nullptr;
    for (const Operation& one : fitting)
        if (!chosen && (version == 0 ? one.until() == 0 : known_to_have(one, version))) chosen = &one;
    // Not known to be there yet is no proof; known to be gone is.
    for (const Operation& one : fitting)
        if (!chosen && (version == 0 || !gone(one, version))) chosen = &one;
    if (!chosen) {
        Error error{.exit_code = ExitCode::usage,
                    .what = fmt::format("'{}' is not in version {}", command.name(), version),
                    .why = fmt::format("servers of version {} had it", known_versions(fitting.front()))};
        const std::string_view note = fitting.front().note();
        error.hint =
            note.empty() ? fmt::format("rasctl {} --help", command.noun().name()) : std::string(note);
        return error;
    }
    return Choice{
        .operation = *chosen, .shared_targets = *fits == 0 ? 0 : *fits - 1, .per_target = *fits > 0};
}

}  // namespace rasctl::farm
