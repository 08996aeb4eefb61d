// What stands between the sockets and the service: the rate limit, injected faults, the record of requests.
#pragma once

#include <chrono>
#include <optional>
#include <random>

#include "simulator/server/rate_limit.hpp"
#include "simulator/server/record.hpp"
#include "simulator/server/service.hpp"

namespace rasctl::simulator {

struct EndpointOptions {
    std::chrono::milliseconds latency{0};
    double fail_rate = 0;  // 0 to 1: answers 503 or 500, or resets the connection, instead of serving
    std::uint64_t seed = 1;
};

struct Reply {
    Response response;
    bool reset = false;  // close the connection without an answer
    std::chrono::milliseconds delay{0};
};

class Endpoint {
  public:
    Endpoint(Service& service, EndpointOptions options)
        : service_(service), options_(options), random_(options.seed) {}

    void limit(RateLimit limit) { limit_ = limit; }
    void record_with(Recorder recorder) { recorder_.emplace(std::move(recorder)); }

    Reply answer(const Request& request);

  private:
    std::optional<Reply> fault();
    Service& service_;
    EndpointOptions options_;
    std::mt19937_64 random_;
    std::optional<RateLimit> limit_;
    std::optional<Recorder> recorder_;
};

}  // namespace rasctl::simulator
