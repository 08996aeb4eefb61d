// All that a farm knows of one user: sessions, applications that run, and what the farm would let the user
// do.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>
#include <utility>
#include <vector>

#include "commands/run/farm/published_access.hpp"

namespace rasctl::commands {

// A policy that may hold for the user, or a second factor that may be asked for.
struct Judged {
    std::string id, name;
    farm::Verdict verdict{};
};

struct UserAccess {
    farm::Person person{};
    json::Array sessions{}, running{};  // as the server gives them
    std::vector<ReachedItem> items{};
    std::vector<Judged> policies{};        // those that are switched on, in their order
    std::vector<Judged> second_factors{};  // providers that are switched on
    std::vector<std::string> not_known{};  // what no answer of the API tells, in words
};

// Asks all that is needed. Fails only when nothing can be asked at all.
boost::asio::awaitable<Result<UserAccess>> read_user_access(Context& context, farm::Person person);

// One object: account, memberOf, sessions, running, items, policies, secondFactors, notKnown.
json::Value to_json(const UserAccess& access);

}  // namespace rasctl::commands
