// What a farm holds when it starts.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "error/error.hpp"
#include "simulator/demo/age.hpp"
#include "simulator/store/farm.hpp"

namespace rasctl::simulator {

// `size` multiplies what a seed makes many of.
using Seed = std::function<void(Farm& farm, std::size_t size)>;

// One site, its primary broker, one administrator and a licence.
void seed_empty(Farm& farm, std::size_t size);

// The farm of the vendor's worked sample: site11 with the gateway 126.0.0.5.
void seed_sample(Farm& farm, std::size_t size);

// Reads a farm from JSON or YAML text {"collection path": [objects]}, paths as in the API ("/api/Gateway" or
// "Gateway"); an object instead of the list is a setting. Site 1 and an administrator are made where the text
// has none. Times may be told from now ("now+9d", relative_time.hpp).
Result<> seed_from_text(Farm& farm, std::string_view text);

// The same for a file of the program's own: members and lists that begin with "$" stay inside, and what the
// farm's version does not show is kept all the same. Gives the ages of its lists, for what is made beside it.
Result<demo::Ages> seed_from_own_text(Farm& farm, std::string_view text);

// The seeds that --farm knows by name.
const std::map<std::string, Seed, std::less<>>& seeds();

}  // namespace rasctl::simulator
