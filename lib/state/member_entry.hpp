// Entries of lists whose members are added and removed, between one value and the fields of the request.
#pragma once

#include "json/value.hpp"
#include "state/kind.hpp"

namespace rasctl::state {

// The field whose value alone a document says: the only one, or the address beside its IP version, which the
// address tells itself. Nothing where an entry is a map.
const KindField* only_field(const Kind& part);

// The fields of an entry as the request that adds it wants them.
json::Object fields_of_entry(const Kind& part, const json::Value& entry);

}  // namespace rasctl::state
