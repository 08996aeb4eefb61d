// Bringing the project's own documents (lib/catalog/api) up to what a vendor's file says: for maintainers.
#pragma once

#include <string>
#include <vector>

#include "catalog/compiler/openapi.hpp"
#include "error/error.hpp"

namespace rasctl::catalog::compiler {

// What changed, one line each.
struct SourceChanges {
    std::vector<std::string> added;         // what no document told
    std::vector<std::string> contradicted;  // what a document told otherwise; the vendor's word is taken
    std::vector<std::string> not_told;      // what the documents have and the vendor's file has not; it stays
    std::size_t confirmed = 0;              // operations that are the same in both
};

// Merges the vendor's description into the documents: operations, parameters, fields, limits and enums get
// its word and the evidence "vendor"; summaries, references (x-refers) and everything else that it does not
// tell stay. Fails when the vendor's file is no OpenAPI 3 description or leads nowhere.
Result<SourceChanges> update_sources(const Document& vendor, std::vector<Document>& sources);

}  // namespace rasctl::catalog::compiler
