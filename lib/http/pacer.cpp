#include "http/pacer.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace rasctl::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// What a server may make everybody wait by headers alone; beyond it is taken for another unit or a mistake.
constexpr seconds longest_window{60};

struct Limit {
    std::optional<std::int64_t> remaining;
    std::optional<std::int64_t> reset;
};

std::optional<std::int64_t> leading_number(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('=')) text.remove_prefix(1);
    std::int64_t value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (ec != std::errc() || value < 0 || end == text.data()) return std::nullopt;
    return value;
}

// The value of a parameter in "limit=50, remaining=3, reset=7" or "\"default\";r=3;t=7".
std::optional<std::int64_t> parameter(std::string_view text, std::string_view name) {
    std::size_t at = 0;
    while ((at = text.find(name, at)) != std::string_view::npos) {
        const bool starts = at == 0 || text[at - 1] == ' ' || text[at - 1] == ',' || text[at - 1] == ';';
        const std::string_view rest = text.substr(at + name.size());
        if (starts && rest.starts_with('=')) return leading_number(rest);
        at += name.size();
    }
    return std::nullopt;
}

Limit limit_of(const Response& response) {
    Limit limit;
    if (const auto combined = response.header("RateLimit")) {
        limit.remaining = parameter(*combined, "remaining");
        limit.reset = parameter(*combined, "reset");
        if (!limit.remaining) limit.remaining = parameter(*combined, "r");
        if (!limit.reset) limit.reset = parameter(*combined, "t");
    }
    const auto read = [&](std::optional<std::int64_t>& into, const char* standard, const char* traditional) {
        for (const char* name : {standard, traditional}) {
            const auto value = response.header(name);
            if (!into && value) into = leading_number(*value);
        }
    };
    read(limit.remaining, "RateLimit-Remaining", "X-RateLimit-Remaining");
    read(limit.reset, "RateLimit-Reset", "X-RateLimit-Reset");
    return limit;
}

}  // namespace

milliseconds Pacer::delay(Time now) const {
    Time until = held_until_;
    if (budget_ && *budget_ <= 0 && window_ends_ > now) until = std::max(until, window_ends_);
    if (until <= now) return milliseconds(0);
    return std::chrono::ceil<milliseconds>(until - now);
}

void Pacer::leaves() {
    ++under_way_;
    if (budget_) --*budget_;
}

void Pacer::returned() {
    --under_way_;
}

void Pacer::hold(Time until) {
    held_until_ = std::max(held_until_, until);
}

void Pacer::observe(const Response& response, Time now, std::chrono::system_clock::time_point wall) {
    const Limit limit = limit_of(response);
    if (!limit.remaining || !limit.reset) return;
    seconds reset(*limit.reset);
    // Some servers say when, as a Unix time, instead of how long.
    if (reset.count() > 1'000'000'000) reset -= std::chrono::floor<seconds>(wall.time_since_epoch());
    if (reset.count() < 0 || reset > longest_window) {
        budget_.reset();
        return;
    }
    // The server counted this answer but not yet those that are on their way to it.
    budget_ = *limit.remaining - std::max<std::int64_t>(0, under_way_ - 1);
    window_ends_ = now + reset;
}

}  // namespace rasctl::http
