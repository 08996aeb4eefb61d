// Checking a whole request body against the schema of its operation before anything is sent.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "json/value.hpp"

namespace rasctl::farm {

struct BodyCheck {
    std::vector<std::string> problems;  // what the server would refuse: "server: is required"
    std::vector<std::string> unknown;   // fields that the catalogue does not know; they are sent all the same
};

// Checks every member, replaces enumeration names by numbers, and reports missing required fields by their
// flag. Members that hold names where IDs belong must have been resolved before.
BodyCheck check_body(const catalog::Operation& operation, json::Value& body);

// A required field that is called like a parameter of the path holds the same target, where it is not given.
void fill_from_path(const catalog::Operation& operation, std::span<const std::string> targets,
                    json::Value& body);

}  // namespace rasctl::farm
