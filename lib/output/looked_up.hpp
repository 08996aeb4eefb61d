// What the rows themselves do not hold and a person wants to see: names of the objects that they refer to,
// and fields of the same objects in another list.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "catalog/catalog.hpp"
#include "json/value.hpp"

namespace rasctl::output {

// What is to be asked for: kinds of objects (x-refers), and verbs of the rows' noun or nouns of what they are
// members of.
struct Lookups {
    std::set<std::string> kinds, verbs;
    bool is_asked_for = false;  // by a person or script, not only fit to be shown
    bool empty() const { return kinds.empty() && verbs.empty(); }
};

class LookedUp {
  public:
    using Names = std::map<std::string, std::string, std::less<>>;  // by ID
    using Rows = std::map<std::string, json::Value, std::less<>>;   // by ID

    void set_names(std::string kind, Names names) { names_[std::move(kind)] = std::move(names); }
    void set_rows(std::string verb, Rows rows) { rows_[std::move(verb)] = std::move(rows); }

    // Nothing where it was not looked up or there is no such object.
    std::optional<std::string_view> name(std::string_view kind, std::string_view id) const;
    const json::Value* row(std::string_view verb, std::string_view id) const;
    bool has_rows(std::string_view verb) const { return rows_.contains(verb); }

  private:
    std::map<std::string, Names, std::less<>> names_;
    std::map<std::string, Rows, std::less<>> rows_;
};

// Whether the text of a reference names an object: 0, -1 and their like stand for none.
bool is_reference(std::string_view id);

// The kind of object that a field refers to; empty where it refers to none or is the object's own ID.
std::string_view kind_of_reference(const std::optional<catalog::Field>& field);

// Adds the kinds of all objects that the value refers to.
void add_kinds(const json::Value& value, const std::optional<catalog::Schema>& schema,
               std::set<std::string>& kinds);

// Adds the kinds that rows of the schema may refer to.
void add_kinds(const catalog::Schema& schema, std::set<std::string>& kinds);

// The value with names for the numbers of enumerations and of references, where they are known.
json::Value with_names(json::Value&& value, const std::optional<catalog::Schema>& schema,
                       const LookedUp& looked_up);

}  // namespace rasctl::output
