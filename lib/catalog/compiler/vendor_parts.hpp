// Parts of the vendor's file, as the project's own documents write them.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "catalog/compiler/model.hpp"
#include "catalog/compiler/openapi.hpp"
#include "error/error.hpp"

namespace rasctl::catalog::compiler {

class VendorParts {
  public:
    // `vendor` is the file alone in a list, as references are followed in lists of documents.
    VendorParts(const std::vector<Document>& vendor, const std::vector<Document>& sources)
        : vendor_(vendor), sources_(sources) {}

    // A copy of the part for that document: without mark-up and GUIDs, enums by number, references led to our
    // schemas. A schema that no document has waits for add_schemas().
    Result<json::Value> taken(const json::Value& part, const Document& into, int depth = 0);

    // Puts the schemas that were met into the documents; the names of them all.
    std::vector<std::string> add_schemas(std::vector<Document>& sources);

  private:
    Result<std::string> schema(const std::string& name, const json::Value& value, const Document& into,
                               int depth);
    // The document that has the schema, or is to get it; null for none.
    const Document* holder(const std::string& name) const;

    const std::vector<Document>& vendor_;
    const std::vector<Document>& sources_;
    std::map<std::string, std::pair<const Document*, json::Value>> new_;
};

// Writes the values as our documents do: numbers, and their names beside them.
void write_enumeration(const std::vector<EnumValueModel>& values, json::Value& schema);

}  // namespace rasctl::catalog::compiler
