// What an operation does that has no handler of its own: acts on the store by its plan.
#pragma once

#include "simulator/api/handlers.hpp"
#include "simulator/store/farm.hpp"

namespace rasctl::simulator {

Response run_generic(Farm& farm, const Handlers& handlers, const Call& call);

// Whether the generic service models the operation: false where it only answers the right shape.
bool is_modelled_generically(const Plan& plan);

// Membership lists: values without ids, kept as one list a place.
Response run_members(Farm& farm, const Handlers& handlers, const Call& call);

// Creates a row by the call's body: defaults, site, references by path, uniqueness; what POST on a collection
// does.
Response create_row(Farm& farm, const Handlers& handlers, const Call& call);

// Marks a row of a table of several kinds ("apps/rds" of "pubitems"), with the type that the kind implies.
void set_kind(const std::string& table, const std::string& kind, catalog::Schema schema, json::Object& row);

// Answers of the right shape without effect.
Response shaped_answer(Farm& farm, const Call& call);

// Puts values of path parameters into the object's members of the same name ("halbId").
void take_path_parameters(const Call& call, catalog::Schema schema, json::Object& object);

// Why the row cannot bear its name: another one of the table (and the site) has it. Empty when it can; `self`
// is the row's own key, where it has one already.
std::string conflicting(const Farm& farm, const std::string& table, catalog::Schema schema,
                        const json::Object& row, const std::optional<RowKey>& self = std::nullopt);

}  // namespace rasctl::simulator
