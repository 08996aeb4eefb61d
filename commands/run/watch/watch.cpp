#include "commands/run/watch/watch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "commands/run/watch/live_screen.hpp"
#include "config/setting.hpp"
#include "error/try.hpp"
#include "terminal/progress.hpp"
#include "terminal/sanitize.hpp"
#include "terminal/width.hpp"
#include "text/quantity.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

// A refusal (403, 404) can be meant; said so often in a row, it is.
constexpr int refusals_in_a_row = 3;

// No network, no time, an overload, or a page of a proxy where an answer should be: these come and go.
bool may_pass(const Error& error) {
    const bool unreadable = error.http_status >= 200 && error.http_status < 300;
    return error.exit_code == ExitCode::network || error.exit_code == ExitCode::timed_out ||
           error.http_status == 429 || error.http_status >= 500 || unreadable;
}

std::string one_line_of(const Error& error) {
    return terminal::sanitize(error.why.empty() ? error.what : error.what + ": " + error.why);
}

std::string time_text(std::chrono::milliseconds time) {
    if (time.count() % 1000 != 0) return fmt::format("{} ms", time.count());
    return terminal::format_duration(std::chrono::duration_cast<std::chrono::seconds>(time));
}

std::string command_text(const std::vector<std::string>& words) {
    std::string text = "rasctl";
    for (const std::string& word : words)
        text += word.find(' ') == std::string::npos ? " " + word : " '" + word + "'";
    return terminal::sanitize(text);
}

class Watch {
  public:
    Watch(Context& context, std::chrono::milliseconds interval, Watched watched)
        : context_(context), interval_(interval), watched_(std::move(watched)) {
        title_ = fmt::format("every {}: {}", time_text(interval), command_text(context.words));
        if (watched_.draw)
            screen_ = std::make_unique<LiveScreen>(
                context, [this](int columns, int rows) { return frame(columns, rows); });
    }

    asio::awaitable<Result<>> run() {
        CO_TRY(co_await watched_.look());
        for (;;) {
            if (trouble_.empty()) looked_at_ = time_of_day();
            if (screen_) CO_TRY(screen_->show());
            co_await pause_for(interval_);
            auto looked = co_await watched_.look();
            if (!looked && is_final(looked.error())) co_return looked;
            if (looked)
                recovered();
            else
                failed(looked.error());
        }
    }

  private:
    // What does not come from the server (a full disk, a closed pipe, nobody logged on) is final at once.
    bool is_final(const Error& error) {
        if (may_pass(error)) return false;
        return error.http_status == 0 || error.exit_code == ExitCode::interrupted ||
               ++refusals_ >= refusals_in_a_row;
    }

    void failed(const Error& error) {
        if (trouble_.empty()) {
            failing_since_ = Clock::now();
            if (!screen_) context_.note(fmt::format("rasctl: {}; trying again", one_line_of(error)));
        }
        trouble_ = one_line_of(error);
    }

    void recovered() {
        refusals_ = 0;
        if (trouble_.empty()) return;
        trouble_.clear();
        if (!screen_) context_.note(fmt::format("rasctl: it works again after {}", failing_for()));
    }

    std::string failing_for() const {
        return terminal::format_duration(
            std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - failing_since_));
    }

    std::string frame(int columns, int rows) const {
        const auto palette = context_.streams().output_palette();
        const int time_width = static_cast<int>(looked_at_.size());
        const int title_width = std::max(columns - time_width - 2, 0);
        std::string text = palette.dim(
            terminal::pad(terminal::truncate_to_width(title_, title_width), title_width) + "  " + looked_at_);
        if (title_width == 0) text = terminal::truncate_to_width(looked_at_, columns);
        text += '\n';
        int used = 1;
        if (!trouble_.empty()) {
            const std::string line = fmt::format("{}; trying again for {}", trouble_, failing_for());
            text += palette.bad(terminal::truncate_to_width(line, columns)) + '\n';
            ++used;
        }
        return text + '\n' + watched_.draw(columns, rows > 0 ? rows - used - 1 : 0);
    }

    Context& context_;
    std::chrono::milliseconds interval_;
    Watched watched_;
    std::string title_;
    std::string looked_at_;
    std::string trouble_;  // of the last look, empty when it went well
    int refusals_ = 0;     // in a row
    Clock::time_point failing_since_{};
    std::unique_ptr<LiveScreen> screen_;
};

}  // namespace

asio::awaitable<Result<>> watch(Context& context, std::chrono::milliseconds interval, Watched watched) {
    Watch running(context, interval, std::move(watched));
    co_return co_await running.run();
}

}  // namespace rasctl::commands
