// Changing a list that its request can only replace as a whole: read it, send it merged, read again.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "commands/line/command_line.hpp"
#include "farm/directory.hpp"
#include "farm/request_builder.hpp"
#include "session/session.hpp"

namespace rasctl::commands {

struct ListChange {
    std::string path;  // in the body, and in what `get` answers
    std::string flag;  // without dashes
    bool refers = false;
    std::vector<json::Value> added;
    std::vector<json::Value> removed;
};

// What --add-NAME and --remove-NAME ask for, names replaced by IDs. Usage failures: a value that does not
// fit, a list that is replaced and changed at once, and one value both added and removed.
boost::asio::awaitable<Result<std::vector<ListChange>>> read_list_changes(const catalog::Operation& operation,
                                                                          const Arguments& arguments,
                                                                          farm::Directory& directory);

// The arguments with the whole lists as they are to be, from what the object holds now. What is to be removed
// and is not there is a failure (not_found).
boost::asio::awaitable<Result<farm::Arguments>> merged_lists(session::Session& session,
                                                             const catalog::Command& command,
                                                             const std::vector<ListChange>& changes,
                                                             farm::Arguments arguments);

// After the request: whether the lists hold now what was asked for. "Had no effect" is a failure.
boost::asio::awaitable<Result<>> check_lists(session::Session& session, const catalog::Command& command,
                                             const std::vector<ListChange>& changes,
                                             const std::vector<std::string>& targets);

}  // namespace rasctl::commands
