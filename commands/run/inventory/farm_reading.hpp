// Everything that a document about the farm is made from, read with a number of requests that depends on the
// farm's sites and not on what is in them, but for one for every published item.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "commands/run/context.hpp"
#include "commands/run/farm/published_access.hpp"
#include "commands/run/farm/questions.hpp"

namespace rasctl::commands {

// Settings of which there is one a site, or one in the farm.
struct SiteSettings {
    catalog::Operation operation;
    std::string site;  // its ID; empty where they are of the farm
    json::Value value;
};

struct FarmReading {
    std::string endpoint;
    int version = 0;
    std::vector<std::pair<std::string, std::string>> sites{};  // ID and name
    Answers answers{};  // lists with the rows of all sites; what could not be read, and why
    std::vector<SiteSettings> settings{};
    ItemFilters filters{};

    bool has_several_sites() const { return sites.size() > 1; }
    // Its name; the ID where it has none.
    std::string site_name(std::string_view id) const;
};

// Asks for the chosen site, or for every one. What cannot be read is told in the answer. Fails only when
// nothing can be asked any more (network, logon).
boost::asio::awaitable<Result<FarmReading>> read_whole_farm(Context& context);

}  // namespace rasctl::commands
