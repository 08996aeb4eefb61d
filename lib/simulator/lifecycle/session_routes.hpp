// Which gateway each user session comes through: one of its site that works. Nothing of it is stored, so that
// sessions and the counts of gateways say the same whatever happens to either.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "simulator/store/farm.hpp"

namespace rasctl::simulator {

struct GatewayRoute {
    std::int64_t gateway = 0;  // 0: the session comes without one
    std::string address;
};

// Remembers what it found out about the gateways for as long as they stay as they are.
class SessionRoutes {
  public:
    GatewayRoute route_of(const Farm& farm, std::int64_t session, std::int64_t site);

    struct Count {
        std::int64_t all = 0;        // sessions that are connected
        std::int64_t encrypted = 0;  // those of them that use SSL
    };
    Count connected_through(const Farm& farm, std::int64_t gateway);

  private:
    struct Gateway {
        std::int64_t id = 0;
        std::int64_t site = 0;
        std::string address;
    };
    void look(const Farm& farm);

    std::string seen_;  // the rows that `working_` was read from
    std::vector<Gateway> working_;
};

// Whether a session that comes through a gateway is encrypted on its way: most are.
bool is_encrypted(std::int64_t session);

}  // namespace rasctl::simulator
