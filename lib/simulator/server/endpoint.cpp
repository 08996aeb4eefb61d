#include "simulator/server/endpoint.hpp"

namespace rasctl::simulator {

Reply Endpoint::answer(const Request& request) {
    Reply reply;
    const auto wait = limit_ ? limit_->refuse(std::chrono::steady_clock::now()) : std::nullopt;
    if (wait) {
        reply.response = problem(429, "Too many requests; wait for the next window.");
        reply.response.headers.emplace_back("Retry-After", std::to_string(wait->count() / 1000 + 1));
    } else if (auto failed = fault()) {
        reply = std::move(*failed);
    } else {
        reply.response = service_.handle(request);
    }
    reply.delay = options_.latency;
    // A connection that is reset has no status; 0 says so.
    if (recorder_) recorder_->record(request, reply.reset ? 0 : reply.response.status);
    return reply;
}

std::optional<Reply> Endpoint::fault() {
    if (options_.fail_rate <= 0) return std::nullopt;
    if (std::uniform_real_distribution<double>(0, 1)(random_) >= options_.fail_rate) return std::nullopt;
    Reply reply;
    switch (random_() % 3) {
        case 0:
            reply.response = problem(503, "The service is not available for a moment.");
            reply.response.headers.emplace_back("Retry-After", "1");
            break;
        case 1:
            reply.response = problem(500, "The service failed.");
            break;
        default:
            reply.reset = true;
    }
    return reply;
}

}  // namespace rasctl::simulator
