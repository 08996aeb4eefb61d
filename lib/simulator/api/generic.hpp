// What an operation does that has no handler of its own: acts on the store by its plan.
#pragma once

#include "simulator/lifecycle/lifecycle.hpp"
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

// Answers of the right shape without effect.
Response shaped_answer(Farm& farm, const Call& call);

// Puts values of path parameters into the object's members of the same name ("halbId").
void take_path_parameters(const Call& call, catalog::Schema schema, json::Object& object);

// Moves members that an update takes flat to the places where GET shows them (Field::maps).
json::Object mapped(const Call& call, const json::Object& body);

}  // namespace rasctl::simulator
