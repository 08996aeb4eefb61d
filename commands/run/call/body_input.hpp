// The body and query of a request from --from-file, field flags and --set.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "catalog/catalog.hpp"
#include "commands/line/command_line.hpp"
#include "commands/run/context.hpp"
#include "farm/directory.hpp"
#include "farm/request_builder.hpp"

namespace rasctl::commands {

// What the person gave, parsed but with names still to be looked up.
struct Input {
    farm::Arguments arguments;            // without targets
    std::vector<std::string> warnings{};  // unknown fields that are sent all the same
};

// Reads everything given for the operation, in the order file, flags, --set (later wins); looks names up;
// checks the whole and fails with all problems at once (exit code usage). Nothing is sent but the look-ups.
boost::asio::awaitable<Result<Input>> read_input(Context& context, const catalog::Operation& operation,
                                                 const Arguments& arguments, farm::Directory& directory);

}  // namespace rasctl::commands
