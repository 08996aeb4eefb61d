// Which operations the simulator models and which it only answers in the right shape. The farm's contents
// count: what is only ever read is modelled where the farm was seeded with it.
#pragma once

#include <string>

#include "simulator/server/service.hpp"

namespace rasctl::simulator {

// A line an operation: "modelled" or "shape", method, path; and a line of totals.
std::string coverage_table(Service& service);
// [{"method","path","coverage"}]
std::string coverage_json(Service& service);

}  // namespace rasctl::simulator
