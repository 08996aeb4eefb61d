// What a server itself keeps of the changes since settings were last applied.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <optional>

#include "commands/run/context.hpp"
#include "error/error.hpp"
#include "json/value.hpp"

namespace rasctl::commands {

// Rows of time, kind, id, name, by and state, newest first; nothing where the server keeps no list, as the
// API has none (GET /api/Settings/pending).
boost::asio::awaitable<Result<std::optional<json::Array>>> read_kept_changes(Context& context);

}  // namespace rasctl::commands
