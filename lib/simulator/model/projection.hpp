// project() for many rows of one schema: what all rows have in common is worked out once, and the text is
// written without building the object.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "catalog/catalog.hpp"
#include "json/value.hpp"

namespace rasctl::simulator {

class Projection {
  public:
    Projection(catalog::Schema schema, int api);

    // Appends the JSON text of the object as the schema shows it.
    void append(std::string& out, const json::Object& stored) const;
    // What the schema shows for a member of that name (without regard to letter case); null for unknown ones.
    const json::Value* shown(const json::Object& stored, std::string_view name) const;

  private:
    struct Column {
        std::string name;
        std::string label;  // "\"name\":"
        json::Value otherwise;
        std::string otherwise_text;
        catalog::Type type;
        bool nested = false;
        bool optional = false;  // left out where a row has no value
        bool nullable = false;
    };
    std::vector<Column> columns_;
    std::unordered_map<std::string_view, std::size_t> by_name_;
    int api_;
    bool shows_more_;
};

}  // namespace rasctl::simulator
