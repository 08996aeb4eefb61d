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

namespace {

// The server is well but takes no more requests for now. All its clients are told the same time to come back:
// without the jitter they would come together and be refused together.
RetryDecision wait_for_turn(const RetryPolicy& policy, const Response& response,
                            std::optional<milliseconds> asked, const RetryHistory& history,
                            const std::string& place) {
    RetryDecision decision;
    decision.limited = true;
    decision.counts = false;
    const milliseconds grown = growing(policy, policy.first_limited_wait, history.limited, 0.25);
    decision.wait = grown;
    if (asked) {
        const double jitter = policy.jitter ? policy.jitter() : random_jitter();
        const milliseconds spread = std::clamp(*asked / 4, milliseconds(250), milliseconds(2500));
        // A server that says "at once" again and again is not believed.
        const milliseconds least = history.limited > 0 ? std::max(*asked, grown / 4) : *asked;
        decision.wait =
            least +
            milliseconds(static_cast<milliseconds::rep>(static_cast<double>(spread.count()) * jitter));
    }
    if (policy.max_retries == 0) return decision;
    if (asked && *asked > policy.longest_retry_after) {
        decision.refusal = must_wait(place, response, *asked, ExitCode::refused);
        decision.refusal->hint = "try again in " + duration_text(*asked);
    } else if (history.left && decision.wait >= *history.left) {
        decision.refusal = must_wait(place, response, decision.wait, ExitCode::timed_out);
        decision.refusal->why += ", longer than the request may take";
        decision.refusal->hint = "give it more time with --request-timeout";
    } else if (history.limited_for + decision.wait > policy.longest_limited && history.limited > 0) {
        decision.refusal = must_wait(place, response, decision.wait, ExitCode::refused);
        decision.refusal->why = "it has limited requests for " + duration_text(history.limited_for);
        decision.refusal->hint = "try again later, or with fewer at a time: --parallel 1";
    } else {
        decision.again = true;
    }
    return decision;
}

}  // namespace

RetryDecision decide(const RetryPolicy& policy, const TryOutcome& outcome, const RetryHistory& history,
                     std::chrono::system_clock::time_point now, const std::string& place) {
    RetryDecision decision;
    if (outcome.delivered) return decision;
    const bool may_repeat = outcome.idempotent || !outcome.left;
    const auto has_time = [&] { return !history.left || decision.wait < *history.left; };
    if (outcome.response == nullptr) {
        decision.wait = growing(policy, policy.first_wait, history.retries, 0.5);
        decision.again = outcome.lost && may_repeat && history.retries < policy.max_retries && has_time();
        return decision;
    }
    const unsigned status = outcome.response->status;
    if (status != 429 && status != 502 && status != 503 && status != 504) return decision;
    std::optional<milliseconds> asked;
    if (const auto value = outcome.response->header("Retry-After")) {
        asked = parse_retry_after(*value, outcome.response->header("Date"), now);
    }
    if (status == 429 || (status == 503 && asked))
        return wait_for_turn(policy, *outcome.response, asked, history, place);
    decision.limited = status == 503;
    decision.wait = asked ? std::min(*asked, policy.longest_wait)
                          : growing(policy, decision.limited ? policy.first_limited_wait : policy.first_wait,
                                    history.retries, decision.limited ? 0.25 : 0.5);
    decision.again = may_repeat && history.retries < policy.max_retries && has_time();
    return decision;
}

}  // namespace rasctl::http
