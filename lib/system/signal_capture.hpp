// Signals turned into bytes of a pipe, for as long as an object lives.
#pragma once

#include <csignal>
#include <optional>
#include <span>
#include <vector>

#include "system/descriptor.hpp"

namespace rasctl::system {

enum class OnSecond {
    report,      // every signal is only reported
    end_at_once  // a second signal ends the process with 130, because the first did not get through
};

// Captures nest: the inner one gets the signals until it is gone, and first of all the SIGINT, SIGTERM or
// SIGHUP that came to one around it: whoever waits inside must not miss the stop that came before. One thread
// makes and ends them. A signal that was ignored when the process started (nohup) stays ignored. System calls
// that wait end with EINTR.
class SignalCapture {
  public:
    SignalCapture(std::span<const int> signals, OnSecond on_second);
    ~SignalCapture();
    SignalCapture(const SignalCapture&) = delete;
    SignalCapture& operator=(const SignalCapture&) = delete;

    // Readable when a signal has come; -1 when the pipe could not be made (then nothing is captured).
    int descriptor() const { return reader_.get(); }
    // The next signal that has come, without waiting.
    std::optional<int> take();

  private:
    struct Previous {
        int signal;
        struct sigaction action;
    };
    Descriptor reader_;
    Descriptor writer_;
    int outer_writer_ = -1;
    bool outer_ends_on_second_ = false;
    std::vector<Previous> previous_;
};

// Whether SIGINT, SIGTERM or SIGHUP has ever come while one was there to capture it.
bool stop_captured();

}  // namespace rasctl::system
