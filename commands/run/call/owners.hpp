// What objects are members of, as hosts are of pools: the members do not say it, only each list of members
// does.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <map>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "farm/directory.hpp"
#include "farm/for_each.hpp"

namespace rasctl::commands {

// By the ID of a member: its owner. What several have belongs to the first.
using Owners = std::map<std::string, const farm::Entry*, std::less<>>;

// Asks each owner for its members, by "NOUN member list": one request an owner. The entries must outlive the
// answer.
boost::asio::awaitable<Result<Owners>> owners_of_members(farm::Directory& directory,
                                                         const catalog::Command& member_list,
                                                         const std::vector<farm::Entry>& owners,
                                                         farm::Pace pace);

}  // namespace rasctl::commands
