// Which settings of an object somebody has set.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "commands/run/inventory/row_text.hpp"
#include "inventory/model.hpp"
#include "json/value.hpp"

namespace rasctl::commands {

// The settings of the object that differ from what they are where nobody sets them: from their default, or
// where none is known, from nothing (empty, 0, no). Left out are secrets, what the server sets, what is
// inherited, and the members that `shown` names, for they stand elsewhere.
std::vector<inventory::Setting> changed_settings(const catalog::Operation& reading, const json::Value& object,
                                                 const std::set<std::string>& shown,
                                                 const ObjectNames& names);

}  // namespace rasctl::commands
