// What `wait --for` asks for, and where in the API it can be seen.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "error/error.hpp"
#include "farm/operation_choice.hpp"
#include "output/where.hpp"

namespace rasctl::commands {

struct WaitCondition {
    std::string text;  // "agentState=OK"
    output::Where where;
};

// An operation that shows the fields of some conditions: for one target, and for all of them at once.
struct Source {
    farm::Choice one;
    std::optional<catalog::Operation> all{};
    std::vector<WaitCondition> conditions{};
};

struct WaitPlan {
    std::vector<Source> sources;  // at least one
    bool deleted = false;         // --for deleted
    bool created = false;         // --for created: what is not there yet is waited for
};

// Finds out for a noun what shows the fields: its status where it has the field, else get. `words` is how
// many words name parents and targets. Fields and values that cannot be are usage failures.
Result<WaitPlan> plan_wait(const catalog::Catalog& catalog, const std::string& noun,
                           std::span<const std::string> conditions, std::size_t words, int version);

// The values of the condition's fields as a person would type them: "agentState=Synchronising".
std::string seen_text(const WaitCondition& condition, const json::Value& row);

}  // namespace rasctl::commands
