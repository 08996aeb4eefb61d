// --lock: objects that another administrator's console holds, for tests of what clients do about it.
#pragma once

#include <string>

#include "error/error.hpp"
#include "simulator/api/session.hpp"

namespace rasctl::simulator {

// Opens a session of the administrator (the farm's second where none is named) that holds the object. `text`
// is NOUN:ID or NOUN:ID:ADMINISTRATOR, for instance "rds host:1001"; the ID may be a name.
Result<> lock_object(Farm& farm, Sessions& sessions, const std::string& text);

}  // namespace rasctl::simulator
