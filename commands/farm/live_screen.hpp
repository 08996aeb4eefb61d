// Showing the same thing again and again, for --watch.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <string>
#include <string_view>

#include "commands/context.hpp"

namespace rasctl::commands {

// On a terminal each frame replaces the one before without flicker, on the alternate screen, which is left
// again when this object goes; a frame that is too high is cut. Elsewhere frames follow each other.
class LiveScreen {
  public:
    explicit LiveScreen(terminal::Streams& streams);
    ~LiveScreen();
    LiveScreen(const LiveScreen&) = delete;
    LiveScreen& operator=(const LiveScreen&) = delete;

    // Shows the text (safe for a terminal, lines with line ends).
    Result<> show(std::string_view text);

    bool redraws() const { return redraws_; }

  private:
    terminal::Streams& streams_;
    bool redraws_;
    bool entered_ = false;
};

// The text as one frame: over the last frame, each line cleared to its end, at most `lines` of them (0: all).
std::string frame_of(std::string_view text, std::size_t lines);

// Waits; Ctrl-C ends it like any other waiting.
boost::asio::awaitable<void> pause_for(std::chrono::milliseconds duration);

// "15:04:05", the time of day here.
std::string time_of_day();

}  // namespace rasctl::commands
