// Ignoring a signal for a while.
#pragma once

#include <csignal>

namespace rasctl::system {

// Ignores the signal until it is destroyed, then does with it what was done before.
class IgnoredSignal {
  public:
    explicit IgnoredSignal(int signal) : signal_(signal) {
        struct sigaction ignore {};
        ignore.sa_handler = SIG_IGN;
        ::sigaction(signal_, &ignore, &before_);
    }
    ~IgnoredSignal() { ::sigaction(signal_, &before_, nullptr); }
    IgnoredSignal(const IgnoredSignal&) = delete;
    IgnoredSignal& operator=(const IgnoredSignal&) = delete;

  private:
    int signal_;
    struct sigaction before_ {};
};

}  // namespace rasctl::system
