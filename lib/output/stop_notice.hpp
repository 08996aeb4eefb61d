// Ending what takes long to compute after a stop signal: the event loop, which cancels requests, does not run
// meanwhile.
#pragma once

#include <chrono>
#include <optional>

#include "terminal/signals.hpp"

namespace rasctl::output {

class StopNotice {
  public:
    // Fails some time after a stop signal has come. Not at once: what is nearly done is still shown, the
    // results of an interrupted act above all.
    Result<> check() {
        using namespace std::chrono_literals;
        if (!terminal::stop_requested()) return {};
        const auto now = std::chrono::steady_clock::now();
        if (!since_) since_ = now;
        if (now - *since_ < 300ms) return {};
        return terminal::interrupted();
    }

  private:
    std::optional<std::chrono::steady_clock::time_point> since_{};
};

}  // namespace rasctl::output
