// Fields that hold the ID of another object (x-refers): it must exist.
#pragma once

#include "catalog/catalog.hpp"
#include "json/value.hpp"
#include "simulator/store/farm.hpp"

namespace rasctl::simulator {

// The first reference that leads nowhere, in words ("no gateway has the ID 7 (fwGWID)"); empty when all are
// good. 0, -1 and 4294967295 mean none. With the farm's any_id the missing objects are made instead.
// `is_made` says that the values are those of a new object.
std::string dangling_reference(Farm& farm, catalog::Schema schema, const json::Object& body, bool is_made);
std::string dangling_reference(Farm& farm, catalog::Handles<catalog::Field> fields,
                               const json::Object& values, bool is_made = false);

// Makes the object with its defaults when the farm makes whatever is asked for; else answers whether it is
// there.
bool exists_or_made(Farm& farm, std::string_view table, const RowKey& key);

// How messages call the objects of a table: "RDS host", "gateway".
std::string_view singular_name(std::string_view table);

}  // namespace rasctl::simulator
