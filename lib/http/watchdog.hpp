// Ends a request that takes too long or is no longer wanted.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "error/error.hpp"
#include "http/deadlines.hpp"

namespace rasctl::http {

enum class Phase {
    resolving,
    connecting,
    tunnelling,
    handshaking,
    sending,
    awaiting_answer,
    receiving,
    waiting
};

// One per request. Each phase names how to abort what it waits for; when its time, the time of the whole, or
// cancel() comes first, that is called once and the operation under way ends with operation_aborted.
class Watchdog {
  public:
    // `whole` of 0 is without limit; it counts from now.
    Watchdog(const boost::asio::any_io_executor& executor, std::chrono::milliseconds whole);
    ~Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

    // Starts a phase. False when time was up already: do not start anything, error() says why.
    [[nodiscard]] bool enter(Phase phase, std::chrono::milliseconds limit, std::function<void()> abort);
    // So many bytes came or went. The phase's time counts from now again once they are more than a trickle,
    // so that a server that sends a byte now and then does not hold us for ever.
    void progress(std::size_t bytes);
    void leave();
    void cancel();

    bool tripped() const;
    // Connection, first byte and so on: the reason it tripped, as timed_out(7) or interrupted(130).
    Error error(std::string what) const;
    // What is left of the whole; nothing when there is no limit.
    std::optional<std::chrono::milliseconds> left() const;

    // A phase that ends with the scope.
    class Guard {
      public:
        Guard(Watchdog& dog, Phase phase, std::chrono::milliseconds limit, std::function<void()> abort)
            : dog_(dog), entered_(dog.enter(phase, limit, std::move(abort))) {}
        ~Guard() { dog_.leave(); }
        Guard(const Guard&) = delete;
        Guard& operator=(const Guard&) = delete;
        bool entered() const { return entered_; }

      private:
        Watchdog& dog_;
        bool entered_;
    };

  private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace rasctl::http
