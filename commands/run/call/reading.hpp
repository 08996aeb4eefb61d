// Showing what is read: of one target, of many, again and again.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <optional>

#include "commands/run/call/act_plan.hpp"
#include "commands/run/call/download_place.hpp"
#include "commands/run/context.hpp"
#include "session/session.hpp"

namespace rasctl::commands {

// After a read that found nothing: the targets, where digits among the words turn out to be names.
using Renaming = std::function<boost::asio::awaitable<std::optional<Targets>>()>;

// Reads for every target of the plan and shows the answers.
boost::asio::awaitable<Result<ExitCode>> read_and_show(Context& context, session::Session& session,
                                                       const ActPlan& plan, const Arguments& arguments,
                                                       DownloadPlace& place, Renaming renaming);

}  // namespace rasctl::commands
