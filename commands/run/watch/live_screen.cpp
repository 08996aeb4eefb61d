#include "commands/run/watch/live_screen.hpp"

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <ctime>

#include "error/try.hpp"
#include "system/terminal_control.hpp"
#include "text/cut.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;

constexpr std::string_view enter = "\x1b[?1049h\x1b[?25l";
constexpr std::string_view leave_again = "\x1b[?25h\x1b[?1049l";

}  // namespace

LiveScreen::LiveScreen(Context& context, Draw draw)
    : streams_(context.streams()), draw_(std::move(draw)), signals_(context.io()) {
    for (const int signal : {SIGWINCH, SIGTSTP}) {
        // Without the signal the screen is only less lively.
        boost::system::error_code ignored;
        signals_.add(signal, ignored);
    }
    wait_for_signal();
}

LiveScreen::~LiveScreen() {
    leave();
}

void LiveScreen::leave() {
    if (!entered_) return;
    entered_ = false;
    // The terminal must be left as it was even when the last write failed; there is nobody to tell.
    [[maybe_unused]] auto left = streams_.out().write_control(leave_again);
    left = streams_.out().flush();
}

void LiveScreen::wait_for_signal() {
    signals_.async_wait([this, alive = std::weak_ptr(alive_)](boost::system::error_code error, int signal) {
        if (error || alive.expired()) return;
        handle(signal);
        wait_for_signal();
    });
}

void LiveScreen::handle(int signal) {
    if (!entered_) return;
    if (signal == SIGTSTP) {
        leave();
        // With the handler away the stop takes its course, and we go on here afterwards.
        boost::system::error_code ignored;
        signals_.remove(SIGTSTP, ignored);
        ::raise(SIGTSTP);
        signals_.add(SIGTSTP, ignored);
    }
    // A terminal that is gone is noticed by the next look.
    [[maybe_unused]] const auto shown = show();
}

std::string frame_of(std::string_view text, std::size_t lines) {
    std::string frame = "\x1b[H";
    std::size_t shown = 0;
    while (!text.empty() && (lines == 0 || shown < lines)) {
        if (shown > 0) frame += "\r\n";
        frame.append(cut(text, '\n')).append("\x1b[K");
        ++shown;
    }
    return frame + "\x1b[J";
}

Result<> LiveScreen::show() {
    auto& out = streams_.out();
    if (!entered_) {
        entered_ = true;
        if (auto written = out.write_control(enter); !written) return written;
    }
    const int rows = system::rows_of(out.descriptor());
    const auto palette = streams_.output_palette();
    const std::string text =
        terminal::guarded(draw_(streams_.output_width(), rows), {palette.enabled(), palette.links()});
    TRY(out.write_control(frame_of(text, static_cast<std::size_t>(rows))));
    return out.flush();
}

asio::awaitable<void> pause_for(std::chrono::milliseconds duration) {
    asio::steady_timer timer(co_await asio::this_coro::executor, duration);
    co_await timer.async_wait(asio::use_awaitable);
}

std::string time_of_day() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::localtime_r(&now, &parts);
    char text[16];
    return {text, std::strftime(text, sizeof text, "%H:%M:%S", &parts)};
}

}  // namespace rasctl::commands
