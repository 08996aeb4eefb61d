// A progress line on stderr.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "terminal/streams.hpp"

namespace rasctl::terminal {

enum class Unit { items, bytes };

// Shows label, bar, count, rate and time left, or a spinner and the time gone by where the total is not
// known. Draws only when stderr is a terminal that is not dumb, not before a moment has passed (short work
// shows nothing), at most ten times a second, and clears its line at the end. Not for several threads.
class Progress {
  public:
    using Clock = std::chrono::steady_clock;
    using Now = std::function<Clock::time_point()>;

    // `streams` must outlive this object. `label` must be safe for a terminal. `shown` false (--quiet) draws
    // nothing.
    Progress(Streams& streams, std::string label, std::optional<std::uint64_t> total, Unit unit = Unit::items,
             bool shown = true, Now now = Clock::now);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void advance(std::uint64_t amount = 1);
    void set_done(std::uint64_t done);
    void set_total(std::optional<std::uint64_t> total);
    void set_label(std::string label);
    // Draws anew when it is time to, so that a spinner moves while nothing arrives; call it from a timer.
    void tick();
    // Takes the line away, so that other text can be written; the next change draws it again.
    void hide();
    void finish();

  private:
    std::string text(Clock::time_point now) const;

    Streams& streams_;
    std::string label_;
    std::optional<std::uint64_t> total_;
    Unit unit_;
    Now now_;
    bool shown_;
    std::uint64_t done_ = 0;
    Clock::time_point started_;
    Clock::time_point next_draw_;
    bool visible_ = false;
};

// "512 B", "1.5 MB" (powers of 1000), and "5 s", "2 min 10 s", "3 h 5 min".
std::string format_bytes(std::uint64_t bytes);
std::string format_duration(std::chrono::seconds duration);

}  // namespace rasctl::terminal
