// Fields that have no effect as long as an object inherits them from the defaults.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

#include "commands/run/call/act_plan.hpp"
#include "farm/directory.hpp"

namespace rasctl::commands {

// A warning for each switch that is on and leaves something of the plan's body without effect. Best effort:
// costs a list request where the body holds such fields, and says nothing where that fails.
boost::asio::awaitable<std::vector<std::string>> without_effect(farm::Directory& directory,
                                                                const ActPlan& plan);

}  // namespace rasctl::commands
