#include "system/readiness.hpp"

#include <poll.h>

#include <cerrno>
#include <vector>

namespace rasctl::system {

int wait_until_ready(std::span<Waiting> waiting, std::chrono::milliseconds limit) {
    std::vector<pollfd> polled;
    polled.reserve(waiting.size());
    for (Waiting& one : waiting) {
        one.ready = false;
        const bool reads = one.wanted == Readiness::to_read;
        polled.push_back({one.descriptor, static_cast<short>(reads ? POLLIN : POLLOUT), 0});
    }
    if (::poll(polled.data(), polled.size(), static_cast<int>(limit.count())) < 0) return errno;
    for (std::size_t i = 0; i < polled.size(); ++i) waiting[i].ready = polled[i].revents != 0;
    return 0;
}

bool can_be_read(int descriptor) {
    Waiting one{.descriptor = descriptor};
    return wait_until_ready({&one, 1}, std::chrono::milliseconds{0}) == 0 && one.ready;
}

}  // namespace rasctl::system
