// What `wait --for` asks for, and where in the API it can be seen.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "error/error.hpp"
#include "farm/operation_choice.hpp"
#include "output/field_path.hpp"
#include "output/where.hpp"

namespace rasctl::commands {

struct Condition {
    std::string text;  // "agentState=OK"
    output::FieldPath field;
    output::Where where;
};

// An operation that shows the fields of some conditions: for one target, and for all of them at once.
struct Source {
    farm::Choice one;
    std::optional<catalog::Operation> all{};
    std::vector<Condition> conditions{};
};

struct WaitPlan {
    std::vector<Source> sources;  // at least one
    bool deleted = false;         // --for deleted
};

// Finds out for a noun what shows the fields: its status where it has the field, else get, else list.
// `words` is how many words name parents and targets.
Result<WaitPlan> plan_wait(const catalog::Catalog& catalog, const std::string& noun,
                           std::span<const std::string> conditions, std::size_t words, int version);

// The value of the condition's field as a person would type it: "agentState=Synchronising".
std::string seen_text(const Condition& condition, const json::Value& row);

}  // namespace rasctl::commands
