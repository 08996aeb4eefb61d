// --watch on a command that shows rows.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>

#include "commands/run/context.hpp"
#include "output/renderer.hpp"

namespace rasctl::commands {

// Reads the rows of one look into the renderer.
using ReadRows = std::function<boost::asio::awaitable<Result<>>(output::Renderer&)>;

// Asks for what the rows of one look do not hold and a person wants to see.
using LookUpBeside = std::function<boost::asio::awaitable<Result<>>(output::Lookups, output::LookedUp&)>;

// On a terminal a table that marks what changed since the look before; elsewhere, and in the formats for
// programs, the changes one after the other (output/change_stream.hpp).
boost::asio::awaitable<Result<>> watch_rows(Context& context, output::Shape shape,
                                            std::chrono::milliseconds interval, ReadRows read,
                                            LookUpBeside look_up);

}  // namespace rasctl::commands
