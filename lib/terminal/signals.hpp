// The signals that ask rasctl to stop, for an event loop to watch.
#pragma once

#include <array>
#include <csignal>
#include <optional>

#include "error/error.hpp"
#include "system/ignored_signal.hpp"
#include "system/signal_capture.hpp"

namespace rasctl::terminal {

// The signals that ask a process to stop.
inline constexpr std::array stop_signals{SIGINT, SIGTERM, SIGHUP};

// Catches SIGINT, SIGTERM and SIGHUP and ignores SIGPIPE until it is destroyed. The first signal is reported
// through the descriptor, so that what is in flight can be cancelled; a second one ends the process at once
// with 130.
class StopSignals {
  public:
    StopSignals();

    // Becomes readable when a signal has come. Watch it (boost::asio::posix::stream_descriptor over a dup of
    // it), or poll it; -1 when it could not be made.
    int descriptor() const { return capture_.descriptor(); }
    // The next signal that has come, without waiting.
    std::optional<int> take() { return capture_.take(); }

  private:
    system::SignalCapture capture_;
    system::IgnoredSignal ignored_pipe_{SIGPIPE};
};

// Whether a stop signal has come since the program began: whoever cleans up then has to hurry.
bool stop_requested();

// The failure that a stop signal ends a command with (exit code 130).
Error interrupted();

}  // namespace rasctl::terminal
