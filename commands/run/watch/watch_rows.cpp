#include "commands/run/watch/watch_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <utility>

#include "commands/run/result_output.hpp"
#include "commands/run/watch/live_screen.hpp"
#include "commands/run/watch/watch.hpp"
#include "error/try.hpp"
#include "output/change_stream.hpp"
#include "output/column_choice.hpp"
#include "output/watched_table.hpp"
#include "terminal/width.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;

// "2026-11-24T15:04:05Z"
std::string time_now() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    char text[24];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

std::size_t line_count(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

// The first lines of the text.
std::string_view head(std::string_view text, std::size_t lines) {
    std::size_t end = 0;
    for (; lines > 0 && end < text.size(); --lines) end = text.find('\n', end) + 1;
    return text.substr(0, end);
}

class WatchedRows {
  public:
    WatchedRows(Context& context, const output::OutputOptions& options, const output::Shape& shape,
                std::optional<std::vector<output::Column>> columns, output::ChangeStream stream,
                ReadRows read, LookUpBeside look_up)
        : context_(context),
          options_(options),
          shape_(shape),
          changes_(shape),
          asked_(columns),
          table_(options, shape, std::move(columns)),
          stream_(std::move(stream)),
          read_(std::move(read)),
          look_up_(std::move(look_up)),
          for_people_(output::is_for_people(options.format) && options.jq.empty() && !options.quiet),
          on_screen_(context.streams().output_redraws() && for_people_) {}

    bool on_screen() const { return on_screen_; }

    asio::awaitable<Result<>> look() {
        std::vector<json::Value> rows;
        output::Warn warn;
        // Once is enough, and on the screen there is no place for it.
        if (!on_screen_ && !looked_)
            warn = [this](const std::string& line) { context_.note("rasctl: " + line); };
        CO_TRY_LET(auto renderer, output::Renderer::collecting(options_, shape_, rows, std::move(warn)));
        CO_TRY(co_await read_(renderer));
        CO_TRY(renderer.finish());
        const auto changed = changes_.look(std::move(rows));
        CO_TRY(co_await look_beside(changed));
        const output::WatchedLookUps found{looked_ ? &before_ : nullptr, &now_, options_.times, shape_.id};
        looked_ = true;
        if (on_screen_) {
            if (table_.take(changed, found)) changed_at_ = time_of_day();
            co_return Result<>{};
        }
        CO_TRY(stream_.take(changed, time_now(), found));
        co_return context_.streams().out().flush();
    }

    std::string draw(int columns, int rows) const {
        const output::Table::Rendered table = table_.render(columns);
        std::string text = summary_line(columns) + '\n' + table.text;
        std::string omitted;
        for (const std::string& name : table.omitted) omitted += (omitted.empty() ? "" : ", ") + name;
        if (!omitted.empty()) text += dim_line("left out to fit: " + omitted, columns);
        const std::size_t all = line_count(text);
        if (rows <= 1 || all <= static_cast<std::size_t>(rows)) return text;
        const std::size_t shown = static_cast<std::size_t>(rows) - 1;
        return std::string(head(text, shown)) +
               dim_line(fmt::format("{} more lines do not fit this window", all - shown), columns);
    }

  private:
    // Names, and the rows of other lists as they are now.
    asio::awaitable<Result<>> look_beside(const std::vector<output::ChangedRow>& rows) {
        if (!for_people_) co_return Result<>{};
        before_ = std::exchange(now_, {});
        const auto columns = asked_ ? *asked_ : output::default_columns(shape_);
        co_return co_await look_up_(output::lookups_of(columns, rows), now_);
    }

    std::string dim_line(const std::string& text, int columns) const {
        return palette().dim(terminal::truncate_to_width(text, columns)) + '\n';
    }

    terminal::Palette palette() const { return terminal::Palette(options_.color, options_.links); }

    std::string summary_line(int columns) const {
        const auto& counts = table_.counts();
        std::string line = fmt::format("{} {}", counts.rows, counts.rows == 1 ? "row" : "rows");
        if (!changed_at_.empty()) {
            line += fmt::format("; at {}:", changed_at_);
            if (counts.added > 0) line += fmt::format(" +{} new", counts.added);
            if (counts.changed > 0) line += fmt::format(" ~{} changed", counts.changed);
            if (counts.gone > 0) line += fmt::format(" -{} gone", counts.gone);
        }
        return terminal::truncate_to_width(line, columns);
    }

    Context& context_;
    output::OutputOptions options_;
    output::Shape shape_;
    output::RowChanges changes_;
    std::optional<std::vector<output::Column>> asked_;
    output::LookedUp before_{}, now_{};
    output::WatchedTable table_;
    output::ChangeStream stream_;
    ReadRows read_;
    LookUpBeside look_up_;
    bool for_people_;
    bool on_screen_;
    bool looked_ = false;
    std::string changed_at_;
};

}  // namespace

asio::awaitable<Result<>> watch_rows(Context& context, output::Shape shape,
                                     std::chrono::milliseconds interval, ReadRows read,
                                     LookUpBeside look_up) {
    const output::OutputOptions options = output_options(context);
    CO_TRY_LET(auto columns, output::asked_columns(options, shape));
    const auto write = [&context](std::string_view bytes) { return context.streams().out().write(bytes); };
    CO_TRY_LET(auto stream, output::ChangeStream::create(options, shape, write));
    WatchedRows rows(context, options, shape, std::move(columns), std::move(stream), std::move(read),
                     std::move(look_up));
    Watched watched{.look = [&rows] { return rows.look(); }};
    if (rows.on_screen()) watched.draw = [&rows](int width, int height) { return rows.draw(width, height); };
    co_return co_await watch(context, interval, std::move(watched));
}

}  // namespace rasctl::commands
