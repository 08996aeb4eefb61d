// One act on many targets: side by side, one result a target, and no target forgotten.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <optional>
#include <vector>

#include "commands/call/targets.hpp"
#include "commands/context.hpp"
#include "json/value.hpp"

namespace rasctl::commands {

struct Outcome {
    Target target;
    std::optional<Error> error{};
    json::Value value{};   // what the server answered, null for nothing
    bool started = false;  // false when Ctrl-C or an end of the session came first
};

// The act on one target.
using Act = std::function<boost::asio::awaitable<Result<json::Value>>(const Target&)>;

// Runs the act for every target, as many at a time as --parallel says, and answers an outcome each, in the
// order of the targets. After a failure that would hit every target (not logged on, no network) nothing new
// is started. Without a label no progress is shown.
boost::asio::awaitable<std::vector<Outcome>> act_on_all(Context& context, std::vector<Target> targets,
                                                        const std::string& label, Act act);

// Appends to a row how it ended: `result` ("done", "failed", "not started") and `error`.
void append_outcome(json::Object& row, const Outcome& outcome);

}  // namespace rasctl::commands
