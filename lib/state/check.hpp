// Checking documents before anything is sent.
#pragma once

#include <string>
#include <vector>

#include "state/document.hpp"
#include "state/kind.hpp"
#include "state/names.hpp"

namespace rasctl::state {

// What is wrong with the documents, each with its place: unknown kinds and fields with the nearest known
// ones, wrong values, names that nothing has and no document makes, documents for one object twice, a site
// that is missing or not there. `sites` are those of the farm.
std::vector<std::string> check_documents(const Kinds& kinds, const std::vector<Document>& documents,
                                         const Names& names, const std::vector<Named>& sites);

}  // namespace rasctl::state
