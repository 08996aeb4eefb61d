// Showing the same thing again and again on a terminal, for --watch.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/signal_set.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "commands/run/context.hpp"

namespace rasctl::commands {

// Each frame replaces the one before without flicker, on the alternate screen, which is left again when this
// object goes and while the program is stopped (Ctrl-Z). A window that changes its size is drawn anew at
// once. Needs streams whose output_redraws().
class LiveScreen {
  public:
    // Draws a frame for a window of this size: text safe for a terminal, lines with line ends. What is too
    // high is cut.
    using Draw = std::function<std::string(int columns, int rows)>;

    LiveScreen(Context& context, Draw draw);
    ~LiveScreen();
    LiveScreen(const LiveScreen&) = delete;
    LiveScreen& operator=(const LiveScreen&) = delete;

    Result<> show();

  private:
    void wait_for_signal();
    void handle(int signal);
    void leave();

    terminal::Streams& streams_;
    Draw draw_;
    boost::asio::signal_set signals_;
    bool entered_ = false;
    // A signal that came just before the end must not find this object gone.
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

// The text as one frame: over the last frame, each line cleared to its end, at most `lines` of them (0: all).
std::string frame_of(std::string_view text, std::size_t lines);

// Waits; Ctrl-C ends it like any other waiting.
boost::asio::awaitable<void> pause_for(std::chrono::milliseconds duration);

// "15:04:05", the time of day here.
std::string time_of_day();

}  // namespace rasctl::commands
