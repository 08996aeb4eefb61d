// When the demo farm's objects were made and last changed: a farm that people use was not made a moment ago.
#pragma once

#include <cstdint>
#include <string_view>

#include "json/value.hpp"

namespace rasctl::simulator::demo {

// Gives a row that tells no times some of its own, spread over the two years before `now`. What has the same
// name has the same age.
void put_age(json::Object& row, std::string_view name, std::int64_t now);

}  // namespace rasctl::simulator::demo
