// One list of all sites: a server may answer a list that names no site for the licensing site only.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <set>
#include <string>
#include <vector>

#include "commands/line/command_line.hpp"
#include "commands/run/call/targets.hpp"
#include "commands/run/context.hpp"
#include "farm/directory.hpp"
#include "farm/request_builder.hpp"

namespace rasctl::commands {

// --all-sites beside what names a site or a target, or of an operation that takes no site (usage).
Result<> check_all_sites(const catalog::Operation& operation, const Arguments& arguments, bool per_target);

// The sites of the farm.
boost::asio::awaitable<Result<std::vector<Target>>> sites_of_farm(farm::Directory& directory);

// The same request for one site.
farm::Arguments for_site(const catalog::Operation& operation, farm::Arguments arguments, const Target& site);

// Rows that several sites answer alike are shown once: they belong to the farm, or to each of those sites.
class RowsOfSites {
  public:
    // Of one site's answer those that no site before it gave.
    std::vector<json::Value> fresh(json::Value answer);

  private:
    std::set<std::string> seen_;
};

// Which sites the rows of an answer are of.
class SitesSeen {
  public:
    void see(const json::Value& row);
    // What a person should know about an answer to a request that named no site; nothing where the farm has
    // only one.
    std::string note(const std::vector<Target>& sites) const;

  private:
    std::set<std::string> ids_;
};

}  // namespace rasctl::commands
