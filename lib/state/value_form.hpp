// The two forms of a value: as the API has it (numbers for enumerations, IDs), and as documents have it
// (names for both).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "json/value.hpp"
#include "state/names.hpp"

namespace rasctl::state {

// As a document shows it. `site` is the ID of the object's site, whose names count first. `refers` is the
// kind of object that it refers to, where the field alone does not tell.
json::Value to_document(const catalog::Field& field, const json::Value& value, const Names& names,
                        const std::string& site, std::string_view refers = {});

// What is wrong with a value of a document, and where in it.
struct ValueProblem {
    std::string place;  // "permissions.0.objType"
    std::string text;
    bool missing_object = false;  // a name that nothing has, so far
};

// As the API wants it, checked against the field.
json::Value to_wire(const catalog::Field& field, const json::Value& value, const Names& names,
                    const std::string& site, const std::string& place, std::vector<ValueProblem>& problems,
                    std::string_view refers = {});

}  // namespace rasctl::state
