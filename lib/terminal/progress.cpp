#include "terminal/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "terminal/width.hpp"

namespace rasctl::terminal {
namespace {

using namespace std::chrono_literals;

constexpr auto first_draw_after = 300ms;
constexpr auto draw_interval = 100ms;
constexpr int widest_bar = 30;
constexpr int narrowest_bar = 8;
constexpr std::string_view spinner = "|/-\\";

std::string amount(std::uint64_t value, Unit unit) {
    return unit == Unit::bytes ? format_bytes(value) : std::to_string(value);
}

std::string rate(double per_second, Unit unit) {
    if (unit == Unit::bytes) return format_bytes(static_cast<std::uint64_t>(per_second)) + "/s";
    return fmt::format("{:.1f}/s", per_second);
}

std::string bar(double share, int columns) {
    const auto inner = static_cast<std::size_t>(columns - 2);
    const auto filled = static_cast<std::size_t>(share * static_cast<double>(inner));
    return "[" + std::string(filled, '#') + std::string(inner - filled, '.') + "]";
}

}  // namespace

std::string format_bytes(std::uint64_t bytes) {
    constexpr std::array units{"kB", "MB", "GB", "TB", "PB", "EB"};
    if (bytes < 1000) return fmt::format("{} B", bytes);
    double value = static_cast<double>(bytes) / 1000;
    std::size_t unit = 0;
    // 999.95 would be written as 1000.0.
    while (value >= 999.95 && unit + 1 < units.size()) {
        value /= 1000;
        ++unit;
    }
    return fmt::format("{:.1f} {}", value, units[unit]);
}

std::string format_duration(std::chrono::seconds duration) {
    const auto seconds = std::max<std::int64_t>(0, duration.count());
    if (seconds < 60) return fmt::format("{} s", seconds);
    if (seconds < 3600) return fmt::format("{} min {} s", seconds / 60, seconds % 60);
    return fmt::format("{} h {} min", seconds / 3600, seconds % 3600 / 60);
}

Progress::Progress(Streams& streams, std::string label, std::optional<std::uint64_t> total, Unit unit,
                   bool shown, Now now)
    : streams_(streams),
      label_(std::move(label)),
      total_(total),
      unit_(unit),
      now_(std::move(now)),
      shown_(shown && streams.error_redraws()),
      started_(now_()),
      next_draw_(started_ + first_draw_after) {}

Progress::~Progress() {
    finish();
}

void Progress::advance(std::uint64_t amount) {
    set_done(done_ + amount);
}

void Progress::set_done(std::uint64_t done) {
    done_ = done;
    tick();
}

void Progress::set_total(std::optional<std::uint64_t> total) {
    total_ = total;
}

void Progress::set_label(std::string label) {
    label_ = std::move(label);
}

void Progress::tick() {
    if (!shown_) return;
    const auto now = now_();
    if (now < next_draw_) return;
    next_draw_ = now + draw_interval;
    // One column stays free: some terminals wrap when the last one is written.
    const std::string line = truncate_to_width(text(now), streams_.error_width() - 1);
    // Progress is a courtesy; when stderr cannot take it, the work goes on.
    visible_ = static_cast<bool>(streams_.err().write_control("\r" + line + "\x1b[K"));
}

void Progress::hide() {
    if (!visible_) return;
    visible_ = false;
    next_draw_ = now_();
    static_cast<void>(streams_.err().write_control("\r\x1b[K"));
}

void Progress::finish() {
    hide();
    shown_ = false;
}

std::string Progress::text(Clock::time_point now) const {
    const std::chrono::duration<double> elapsed = now - started_;
    const double per_second = static_cast<double>(done_) / std::max(elapsed.count(), 0.001);
    if (!total_) {
        const auto frame = static_cast<std::size_t>(elapsed / draw_interval) % spinner.size();
        const std::string gone = format_duration(std::chrono::duration_cast<std::chrono::seconds>(elapsed));
        std::string line = fmt::format("{} {}", spinner[frame], label_);
        if (done_ > 0) line += fmt::format("  {}  {}", amount(done_, unit_), rate(per_second, unit_));
        return line + "  " + gone;
    }
    const auto done = std::min(done_, *total_);
    const double share = *total_ == 0 ? 1.0 : static_cast<double>(done) / static_cast<double>(*total_);
    std::string tail = fmt::format("  {}/{}", amount(done, unit_), amount(*total_, unit_));
    if (done > 0) tail += "  " + rate(per_second, unit_);
    if (done > 0 && done < *total_) {
        const double left = static_cast<double>(*total_ - done) / per_second;
        tail +=
            "  " +
            format_duration(std::chrono::round<std::chrono::seconds>(std::chrono::duration<double>(left))) +
            " left";
    }
    constexpr int shortest_label = 6;
    const int room = streams_.error_width() - 1 - display_width(tail);
    const std::string label = truncate_to_width(label_, std::max(room, shortest_label));
    const int free = room - display_width(label) - 2;
    if (free < narrowest_bar) return label + tail;
    return label + "  " + bar(share, std::min(free, widest_bar)) + tail;
}

}  // namespace rasctl::terminal
