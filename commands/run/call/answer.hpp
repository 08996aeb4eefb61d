// Sending one request of a command and showing what comes back.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>

#include "catalog/catalog.hpp"
#include "commands/run/call/download_place.hpp"
#include "commands/run/context.hpp"
#include "farm/request_builder.hpp"
#include "output/renderer.hpp"

namespace rasctl::commands {

// Who looks at each row before it is shown, and for which of its members.
struct RowWatcher {
    std::string member{};
    std::function<void(const json::Value&)> see{};
};

// Sends and hands the answer to the renderer while it arrives: elements of a list one by one, anything else
// whole, or as the one row of a list where `as_row` says so. A refusal of the server is a failure. `watcher`
// sees each element first. (No default for it: GCC 12 destroys twice what a default argument makes where the
// call is awaited.)
boost::asio::awaitable<Result<>> send_and_render(session::Session& session,
                                                 const catalog::Operation& operation,
                                                 const farm::Arguments& arguments, output::Renderer& renderer,
                                                 RowWatcher watcher);

// Sends and writes the body of the answer to its place. A file appears only when it is whole. `id` is that of
// the target where one command fetches several; only a single one shows its progress. Answers the path, "-"
// for stdout.
boost::asio::awaitable<Result<std::string>> send_and_save(Context& context, session::Session& session,
                                                          const catalog::Operation& operation,
                                                          const farm::Arguments& arguments,
                                                          DownloadPlace& place, std::string id);

}  // namespace rasctl::commands
