// Reading OpenAPI 3.0 and 3.1 documents: the project's own, and the vendor's with its peculiarities.
#pragma once

#include <string>
#include <vector>

#include "catalog/compiler/model.hpp"
#include "error/error.hpp"
#include "json/flat.hpp"
#include "json/value.hpp"

namespace rasctl::catalog::compiler {

// One document and the file name by which others refer to it ("common.json"; empty for a single document).
struct Document {
    std::string name;
    json::Value content;

    const json::Value& root() const { return content; }
};

// The same as it is compiled: read only.
struct FlatDocument {
    std::string name;
    json::Flat content;

    const json::Node& root() const { return content.root(); }
};

// Joins the documents. Fails with exit code `invalid` when one is no OpenAPI 3 description, a reference leads
// nowhere or in a circle, or a part has the wrong shape; the error names the place by its path.
Result<Description> read_openapi(const std::vector<FlatDocument>& documents);

}  // namespace rasctl::catalog::compiler
