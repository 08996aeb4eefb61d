#include "commands/farm/live_screen.hpp"

#include <sys/ioctl.h>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <ctime>

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;

constexpr std::string_view enter = "\x1b[?1049h\x1b[?25l";
constexpr std::string_view leave = "\x1b[?25h\x1b[?1049l";

// 0 when it is not known.
std::size_t rows_of(int descriptor) {
    winsize size{};
    if (descriptor < 0 || ::ioctl(descriptor, TIOCGWINSZ, &size) != 0) return 0;
    return size.ws_row;
}

}  // namespace

LiveScreen::LiveScreen(terminal::Streams& streams)
    : streams_(streams), redraws_(streams.output_is_terminal()) {}

LiveScreen::~LiveScreen() {
    if (!entered_) return;
    // The terminal must be left as it was even when the last write failed; there is nobody to tell.
    [[maybe_unused]] auto left = streams_.out().write(leave);
    left = streams_.out().flush();
}

std::string frame_of(std::string_view text, std::size_t lines) {
    std::string frame = "\x1b[H";
    std::size_t shown = 0;
    while (!text.empty() && (lines == 0 || shown < lines)) {
        const auto end = std::min(text.find('\n'), text.size());
        if (shown > 0) frame += "\r\n";
        frame.append(text.substr(0, end)).append("\x1b[K");
        text.remove_prefix(std::min(end + 1, text.size()));
        ++shown;
    }
    return frame + "\x1b[J";
}

Result<> LiveScreen::show(std::string_view text) {
    auto& out = streams_.out();
    if (!redraws_) {
        if (auto written = out.write(text); !written) return written;
        return out.flush();
    }
    if (!entered_) {
        entered_ = true;
        if (auto written = out.write(enter); !written) return written;
    }
    if (auto written = out.write(frame_of(text, rows_of(out.descriptor()))); !written) return written;
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
