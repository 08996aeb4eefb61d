// Lists that the server narrows to one user or host, whose name a person may write in several ways.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "catalog/catalog.hpp"
#include "farm/request_builder.hpp"
#include "session/session.hpp"

namespace rasctl::commands {

// Puts the names of user and host as the server itself writes them into the query of a list of sessions:
// "ben.jones" and "COMPANY\ben.jones" become "ben.jones@company.dom", and "rdsh01" becomes
// "rdsh01.company.dom", where that is the only one of the list that is meant. It takes one more list, so it
// is for a list that was empty. Answers whether anything was changed: not where there is nobody, or more than
// one, or no such filter.
boost::asio::awaitable<Result<bool>> complete_names(session::Session& session,
                                                    const catalog::Operation& operation,
                                                    farm::Arguments& arguments);

}  // namespace rasctl::commands
