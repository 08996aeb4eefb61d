// References to objects of several kinds, where a field beside the reference tells which: referenceType says
// that referenceId is the ID of a gateway. The kind of a list may tell too.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "json/value.hpp"
#include "state/kind.hpp"

namespace rasctl::state {

// The kind of object (x-refers) that the field refers to: its own, or what the members beside it tell, as the
// API or as a document has them. Empty for a field that refers to nothing.
std::string refers_to(const Kind& kind, const KindField& field, const json::Object& members);

// All kinds that it may refer to.
std::vector<std::string> may_refer_to(const Kind& kind, const KindField& field);

}  // namespace rasctl::state
