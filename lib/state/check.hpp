// Checking documents before anything is sent.
#pragma once

#include <string>
#include <vector>

#include "state/document.hpp"
#include "state/kind.hpp"
#include "state/names.hpp"
#include "state/snapshot.hpp"

namespace rasctl::state {

// The farm that documents are checked for.
struct CheckedFarm {
    const Kinds& kinds;
    const Names& names;
    const std::vector<Named>& sites;
    int version = 0;
    // What is there already, where it is known: an object that is new must be right in more.
    const Snapshot* there = nullptr;
};

// What is wrong with the documents, each with its place: unknown kinds and fields with the nearest known
// ones, what only other versions have, wrong values, names that nothing has and no document makes, documents
// for one object twice, a site that is missing or not there, and what is missing to create an object.
std::vector<std::string> check_documents(const CheckedFarm& farm, const std::vector<Document>& documents);

}  // namespace rasctl::state
