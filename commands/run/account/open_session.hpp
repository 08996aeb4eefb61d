// Opening the session of a run from what the context knows.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "commands/run/context.hpp"
#include "session/farm_session.hpp"

namespace rasctl::commands {

// The product's SessionOpener.
Result<std::unique_ptr<session::Session>> open_session(Context& context);

// A line for stderr that --quiet takes away, as the session layer wants it.
std::function<void(std::string_view)> warn_on(Context& context);
// A line of --debug; empty without it.
std::function<void(std::string_view)> debug_on(Context& context);

// What a session or an account of this run is opened from.
session::Surroundings surroundings_of(Context& context, const config::Settings& settings);

// The settings of this run with some flags set otherwise (names without dashes).
config::Settings settings_with(Context& context, const config::Settings::Flags& changes);

}  // namespace rasctl::commands
