// --sort: putting rows in order.
#pragma once

#include <cstddef>
#include <functional>
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

// The places of the rows in order; `value` answers what a row is sorted by under a key, null where it has
// nothing there, and keeps it where it is.
using SortedBy = std::function<const json::Value*(std::size_t row, std::size_t key)>;
std::vector<std::size_t> order_of(std::size_t rows, const std::vector<SortKey>& keys, const SortedBy& value);

// Stable. Numbers (and text that is a number) come first in the order of their values, enumerations by
// number, then text in natural order, false before true, lists and objects by their JSON text. Rows where the
// field is null or missing come last in either direction.
void sort_rows(std::vector<json::Value>& rows, const std::vector<SortKey>& keys);

}  // namespace rasctl::output
