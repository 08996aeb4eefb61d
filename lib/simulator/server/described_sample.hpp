// Values that a schema of a description allows.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "catalog/compiler/openapi.hpp"
#include "json/value.hpp"

namespace rasctl::simulator {

// A value of every field that the schema in `document` has; of several forms the first, and fewer fields the
// deeper it goes. The compiled catalogue knows the fields of all forms together; an answer is one of them.
json::Value described_sample(const std::vector<catalog::compiler::Document>& documents,
                             const catalog::compiler::Document& document, const json::Value& schema);

// A schema and the document that it stands in; null where the description has none.
struct DescribedSchema {
    const catalog::compiler::Document* document = nullptr;
    const json::Value* schema = nullptr;
};
// Of the JSON that an operation answers with that status.
DescribedSchema schema_of_answer(const std::vector<catalog::compiler::Document>& documents,
                                 std::string_view method, std::string_view path, unsigned status);
// Of the JSON that it is sent.
DescribedSchema schema_of_body(const std::vector<catalog::compiler::Document>& documents,
                               std::string_view method, std::string_view path);

}  // namespace rasctl::simulator
