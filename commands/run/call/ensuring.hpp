// `create --if-not-exists` and `create --or-update`: what is there already is found by its name and left, or
// changed to what was given.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "commands/line/command_line.hpp"
#include "commands/run/call/act_plan.hpp"
#include "commands/run/context.hpp"
#include "farm/directory.hpp"

namespace rasctl::commands {

// Whether the arguments ask for it.
bool ensures(const Arguments& arguments);

// Carries out the plan of a create command: shows the object as it is afterwards, and says on stderr whether
// it was created, is there, was updated or is unchanged. With --dry-run the request that would be sent. An
// object that somebody else creates meanwhile (409) counts as one that was there. Failures, among them:
// several objects of that name; nothing given to find it by (usage).
boost::asio::awaitable<Result<>> ensure(Context& context, session::Session& session, const ActPlan& plan,
                                        const Arguments& arguments, farm::Directory& directory);

}  // namespace rasctl::commands
