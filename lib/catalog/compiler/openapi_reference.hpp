// Following "$ref" from one place of the descriptions to another.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "catalog/compiler/openapi.hpp"

namespace rasctl::catalog::compiler {

// Where a reference leads.
template <class InDocument, class Value>
struct PlaceIn {
    const InDocument* document = nullptr;
    std::string name;  // of the schema, empty for a value that needed no reference
    const Value* value = nullptr;
};
using Place = PlaceIn<Document, json::Value>;
using FlatPlace = PlaceIn<FlatDocument, json::Node>;

// Follows a reference that stands in `from` to a named schema or another component. An error when it leads
// nowhere.
Result<Place> follow(const std::vector<Document>& documents, const Document& from,
                     std::string_view reference);

// The value that stands in `from`, or what it refers to, over several references if need be. An error when
// they lead nowhere or in a circle.
Result<Place> resolve(const std::vector<Document>& documents, const Document& from, const json::Value& value);

// The same in documents that do not change: each reference is followed once, and a large object is looked
// through once.
class References {
  public:
    explicit References(const std::vector<FlatDocument>& documents) : documents_(documents) {}

    Result<FlatPlace> follow(const FlatDocument& from, std::string_view reference);
    Result<FlatPlace> resolve(const FlatDocument& from, const json::Node& value);

  private:
    const json::Node* child_of(const json::Node& value, const std::string& step);
    const json::Node* element_of(const json::Node& array, std::size_t position);

    const std::vector<FlatDocument>& documents_;
    std::unordered_map<std::string_view, std::unordered_map<const FlatDocument*, FlatPlace>> followed_;
    std::unordered_map<const json::Node*, std::unordered_map<std::string_view, const json::Node*>> members_;
    std::unordered_map<const json::Node*, std::vector<const json::Node*>> elements_;
};

}  // namespace rasctl::catalog::compiler
