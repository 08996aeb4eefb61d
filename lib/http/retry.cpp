#include "http/retry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <random>

#include "text/ascii.hpp"

namespace rasctl::http {
namespace {

using std::chrono::milliseconds;

double random_jitter() {
    static thread_local std::minstd_rand generator{std::random_device{}()};
    return std::uniform_real_distribution<double>(0.0, 1.0)(generator);
}

// Doubles, up to the longest; the jitter takes off up to `spread` of it, so that many clients do not come
// back together.
milliseconds growing(const RetryPolicy& policy, milliseconds first, int retries, double spread) {
    milliseconds wait = first;
    for (int i = 0; i < retries && wait < policy.longest_wait; ++i) wait *= 2;
    wait = std::min(wait, policy.longest_wait);
    const double jitter = policy.jitter ? policy.jitter() : random_jitter();
    return milliseconds(
        static_cast<milliseconds::rep>(static_cast<double>(wait.count()) * (1.0 - spread * jitter)));
}

std::string duration_text(milliseconds wait) {
    constexpr milliseconds::rep minute = 60, hour = 60 * minute, day = 24 * hour;
    const auto whole_seconds = (wait.count() + 999) / 1000;
    if (whole_seconds < 2 * minute) return fmt::format("{} s", whole_seconds);
    if (whole_seconds < 2 * hour) return fmt::format("{} minutes", whole_seconds / minute);
    if (whole_seconds < 2 * day) return fmt::format("{} hours", whole_seconds / hour);
    return fmt::format("{} days", whole_seconds / day);
}

Error must_wait(const std::string& place, const Response& response, milliseconds wait, ExitCode code) {
    Error error;
    error.exit_code = code;
    error.what = place + " takes no requests now (" + std::to_string(response.status) + ")";
    error.why = "it asks to wait " + duration_text(wait);
    error.http_status = static_cast<int>(response.status);
    return error;
}

}  // namespace

std::optional<milliseconds> parse_retry_after(std::string_view value, std::optional<std::string_view> date,
                                              std::chrono::system_clock::time_point now) {
    while (value.starts_with(' ')) value.remove_prefix(1);
    while (value.ends_with(' ')) value.remove_suffix(1);
    if (value.empty()) return std::nullopt;
    constexpr std::int64_t year = 366LL * 24 * 3600;
    if (is_all_digits(value)) {
        std::int64_t seconds = 0;
        const auto [end, ec] = std::from_chars(value.data(), value.data() + value.size(), seconds);
        if (ec != std::errc() || end != value.data() + value.size()) seconds = year;
        return milliseconds(1000 * std::min(seconds, year));
    }
    const auto until = parse_http_date(value);
    if (!until) return std::nullopt;
    const auto said = date ? parse_http_date(*date) : std::nullopt;
    // In milliseconds, because a date of the year 997 does not fit the nanoseconds of the system's clock.
    using Time = std::chrono::sys_time<milliseconds>;
    const Time from = said ? Time(*said) : std::chrono::floor<milliseconds>(now);
    return std::clamp(milliseconds(*until - from), milliseconds(0), milliseconds(1000 * year));
}

RetryDecision decide(const RetryPolicy& policy, const TryOutcome& outcome, int retries,
                     std::optional<milliseconds> left, std::chrono::system_clock::time_point now,
                     const std::string& place) {
    RetryDecision decision;
    if (outcome.delivered) return decision;
    const bool may_repeat = outcome.idempotent || !outcome.left;
    if (outcome.response == nullptr) {
        decision.again = outcome.lost && may_repeat && retries < policy.max_retries;
        decision.wait = growing(policy, policy.first_wait, retries, 0.5);
        if (left && decision.wait >= *left) decision.again = false;
        return decision;
    }
    const unsigned status = outcome.response->status;
    if (status != 429 && status != 502 && status != 503 && status != 504) return decision;
    std::optional<milliseconds> asked;
    if (const auto value = outcome.response->header("Retry-After")) {
        asked = parse_retry_after(*value, outcome.response->header("Date"), now);
    }
    decision.limited = status == 429 || status == 503;
    const bool refused_by_limit = status == 429 || (status == 503 && asked);
    if (!may_repeat && !refused_by_limit) return decision;
    decision.wait = asked ? *asked
                          : growing(policy, decision.limited ? policy.first_limited_wait : policy.first_wait,
                                    retries, decision.limited ? 0.25 : 0.5);
    if (retries >= policy.max_retries) return decision;
    if (decision.wait > policy.longest_retry_after) {
        decision.refusal = must_wait(place, *outcome.response, decision.wait, ExitCode::refused);
        decision.refusal->hint = "try again in " + duration_text(decision.wait);
    } else if (left && decision.wait >= *left) {
        decision.refusal = must_wait(place, *outcome.response, decision.wait, ExitCode::timed_out);
        decision.refusal->why += ", longer than the request may take";
        decision.refusal->hint = "give it more time with --request-timeout";
    } else {
        decision.again = true;
    }
    return decision;
}

}  // namespace rasctl::http
