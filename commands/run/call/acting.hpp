// Carrying out what changes something: one request a target, told of however it ends.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "commands/run/call/act_plan.hpp"
#include "commands/run/call/act_report.hpp"
#include "commands/run/call/download_place.hpp"
#include "commands/run/context.hpp"
#include "session/session.hpp"

namespace rasctl::commands {

// How the act is told of.
ReportForm form_of(const ActPlan& plan, const Arguments& arguments);

// Does it for every target of the plan, tells how it went, and makes it live with --apply.
boost::asio::awaitable<Result<ExitCode>> carry_out(Context& context, session::Session& session,
                                                   const ActPlan& plan, const Arguments& arguments,
                                                   DownloadPlace& place);

// After a change that waits for `settings apply`: applies with --apply, else says that it waits.
boost::asio::awaitable<Result<>> make_live(Context& context, session::Session& session,
                                           const catalog::Command& command);

}  // namespace rasctl::commands
