// Lists, written in pieces: only the rows of one piece are in memory as objects at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "simulator/api/handlers.hpp"
#include "simulator/model/scalar.hpp"
#include "simulator/store/farm.hpp"

namespace rasctl::simulator {

struct RowFilter {
    std::string member;
    json::Value value;
};

// One list to answer.
struct RowList {
    std::string table;
    catalog::Type type;             // of an element as the operation answers it
    bool status = false;            // status objects, derived from the rows
    std::vector<RowFilter> stored;  // on members of the stored row
    std::vector<RowFilter> shown;   // on members of what is shown
    // Only rows of this site, and those of none, where rows do not show theirs.
    std::optional<std::int64_t> site{};
};

// The object of one row as the list's type shows it.
json::Object shown_row(Farm& farm, const Handlers& handlers, const RowList& list, const RowKey& key,
                       json::Object row);

// 200 with a JSON array. `farm` and `handlers` must outlive the response.
Response row_response(Farm& farm, const Handlers& handlers, RowList list);

}  // namespace rasctl::simulator
