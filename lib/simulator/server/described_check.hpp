// Requests judged by a description itself: all that its schemas say of a body, as JSON Schema means it.
#pragma once

#include <vector>

#include "catalog/compiler/openapi.hpp"
#include "json/value.hpp"
#include "simulator/model/errors.hpp"

namespace rasctl::simulator {

// Adds what is wrong with a value that is sent. Of "oneOf" one form must fit, and more may: forms of other
// makers overlap. A pattern that cannot be read refuses nothing.
void check_described(const std::vector<catalog::compiler::Document>& documents,
                     const catalog::compiler::Document& document, const json::Value& schema,
                     const json::Value& value, Problems& problems);

}  // namespace rasctl::simulator
