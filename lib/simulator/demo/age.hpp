// When the demo farm's objects were made and last changed: a farm that people use was not made a moment ago,
// and nothing in it is older than what it belongs to.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "json/value.hpp"

namespace rasctl::simulator::demo {

// Lists were filled one after the other over the two years before `now`, on working days.
class Ages {
  public:
    Ages(std::vector<std::string> tables, std::int64_t now) : tables_(std::move(tables)), now_(now) {}

    // Gives a row that tells no times some of its own: that of row `place` (from 0) of `count` of the list.
    void put(json::Object& row, std::string_view table, std::size_t place, std::size_t count) const;

  private:
    std::int64_t moment_at(double share) const;

    std::vector<std::string> tables_;  // in the order in which they were filled
    std::int64_t now_;
};

}  // namespace rasctl::simulator::demo
