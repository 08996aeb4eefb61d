#include "commands/run/call/progress_ticker.hpp"

#include <chrono>

namespace rasctl::commands {

ProgressTicker::ProgressTicker(Context& context, terminal::Progress& progress)
    : progress_(progress), timer_(context.io()) {
    if (context.streams().error_redraws()) wait();
}

void ProgressTicker::wait() {
    timer_.expires_after(std::chrono::milliseconds(100));
    timer_.async_wait([this, alive = std::weak_ptr(alive_)](boost::system::error_code error) {
        if (error || alive.expired()) return;
        progress_.tick();
        wait();
    });
}

}  // namespace rasctl::commands
