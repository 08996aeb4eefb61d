// Times in farm files that are told from the moment the farm starts, as people type them: "now+310d",
// "now-12h", "tomorrow+3h" (text/moment.hpp).
#pragma once

#include <cstdint>

#include "json/value.hpp"

namespace rasctl::simulator {

// Replaces every such text in the value by the time that it means, as the API writes times. `now` is in
// seconds since 1970. A word alone ("today") stays a text: names and descriptions may hold it.
void resolve_relative_times(json::Value& value, std::int64_t now);

}  // namespace rasctl::simulator
