// Who knows the field that a person means by a name.
#pragma once

#include <functional>
#include <string_view>

#include "error/error.hpp"
#include "output/field_path.hpp"

namespace rasctl::output {

// Errors are those of resolve_path(). An empty one means resolve_path() of the rows' schema.
using FieldResolver = std::function<Result<FieldPath>(std::string_view)>;

}  // namespace rasctl::output
