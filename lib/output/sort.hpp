// --sort: putting rows in order.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "error/error.hpp"
#include "json/value.hpp"
#include "output/field_path.hpp"
#include "output/field_resolver.hpp"

namespace rasctl::output {

struct SortKey {
    FieldPath field;
    bool descending = false;
};

// "agentState,-name": fields separated by commas, one with - in front descending, one with + ascending. Usage
// errors come from resolve_path.
Result<std::vector<SortKey>> parse_sort(std::string_view spec, const std::optional<catalog::Schema>& row,
                                        const FieldResolver& resolve = {});

// Stable. Numbers (and text that is a number) come first in the order of their values, enumerations by
// number, then text in natural order, false before true, lists and objects by their JSON text. Rows where the
// field is null or missing come last in either direction.
void sort_rows(std::vector<json::Value>& rows, const std::vector<SortKey>& keys);

}  // namespace rasctl::output
