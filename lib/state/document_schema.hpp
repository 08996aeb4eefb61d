// JSON Schema of documents, for editors that complete and check while somebody types.
#pragma once

#include <string_view>

#include "json/value.hpp"
#include "state/kind.hpp"

namespace rasctl::state {

// The schema (draft 07, which editors know best) of documents of all kinds, or of the one kind. What it
// refuses, apply refuses; names of objects, which only a farm knows, it takes as they are.
json::Value document_schema(const Kinds& kinds, const Kind* only = nullptr);

}  // namespace rasctl::state
