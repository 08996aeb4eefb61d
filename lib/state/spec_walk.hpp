// The values of a document's spec, with the fields that they are of.
#pragma once

#include <functional>
#include <string>

#include "json/value.hpp"
#include "state/kind.hpp"

namespace rasctl::state {

// What is done with each value; `refers` is the kind of object (x-refers) that it refers to, or empty. An
// entry of a list whose field holds the whole list is a value too.
using VisitValue = std::function<void(const KindField& field, const std::string& refers, json::Value& value)>;
// What is done with the name of each entry of a list.
using VisitName = std::function<void(const Kind& part, json::Value& name)>;

// Visits the fields of the object, of its settings and of the entries of its lists.
void for_each_value(const Kind& kind, json::Object& spec, const VisitValue& value, const VisitName& name);

}  // namespace rasctl::state
