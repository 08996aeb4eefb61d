// Reading OpenAPI 3.0 and 3.1 documents: the project's own, and the vendor's with its peculiarities.
#pragma once

#include <string>
#include <vector>

#include "catalog/compiler/model.hpp"
#include "error/error.hpp"
#include "json/value.hpp"

namespace rasctl::catalog::compiler {

// One document and the file name by which others refer to it ("common.json"; empty for a single document).
struct Document {
    std::string name;
    json::Value content;
};

// Joins the documents. Fails with exit code `invalid` when one is no OpenAPI 3 description, a reference leads
// nowhere or in a circle, or a part has the wrong shape; the error names the place by its path.
Result<Description> read_openapi(const std::vector<Document>& documents);

}  // namespace rasctl::catalog::compiler
