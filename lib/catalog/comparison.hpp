// How two catalogues differ, each difference once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"

namespace rasctl::catalog {

struct Difference {
    std::string_view change;  // "added", "dropped" or "changed"
    Operation operation;      // the first one that shows it; of the newer catalogue unless it was dropped
    std::string part;  // "operation", "query parameter siteId", "body field pool.name", "enum GatewayMode"
    std::string before, after;  // what it was and is; empty for what is only there or not
};

// Compares operation by operation; paths and query parameters without regard to letter case, and whatever the
// parameters of a path are called. What both use in many places (a schema, an enum) is told at the first of
// them. Both catalogues must outlive the answer.
std::vector<Difference> differences(const Catalog& before, const Catalog& after);

// What tells operations apart: the path without the names of its parameters, in lower case.
std::string path_key(std::string_view path);

}  // namespace rasctl::catalog
