// When a request is tried again, and after how long.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "error/error.hpp"
#include "http/message.hpp"

namespace rasctl::http {

struct RetryPolicy {
    int max_retries = 3;                                  // 0: nothing is tried again, whatever the reason
    std::chrono::milliseconds first_wait{500};            // doubles with every retry
    std::chrono::milliseconds first_limited_wait{2'000};  // after 429 or 503: RAS counts in windows of 10 s
    std::chrono::milliseconds longest_wait{20'000};
    std::chrono::milliseconds longest_retry_after{60'000};  // what the server may ask for
    // How long a request may be kept waiting by a server that limits requests, over all its answers. Such a
    // wait does not count as a retry: with many processes at one server it is nobody's failure.
    std::chrono::milliseconds longest_limited{60'000};
    std::function<double()> jitter{};  // 0 to 1; empty: random
};

// What came of one try, as far as it matters here.
struct TryOutcome {
    bool idempotent = true;
    bool left = true;        // something of the request may have reached the server
    bool lost = false;       // the connection broke; no response
    bool delivered = false;  // the caller's sink got something already
    const Response* response = nullptr;
};

struct RetryDecision {
    bool again = false;
    std::chrono::milliseconds wait{0};
    bool limited = false;          // the server limits requests: all of them should wait
    bool counts = true;            // against max_retries
    std::optional<Error> refusal;  // instead of the response: it asks for a wait that is too long
};

// What a request has behind it.
struct RetryHistory {
    int retries = 0;                                  // that counted against max_retries
    int limited = 0;                                  // answers that only limited requests
    std::chrono::milliseconds limited_for{0};         // since the first of those
    std::optional<std::chrono::milliseconds> left{};  // of the request's whole time, when that is limited
};

// `place` is the server's name for messages.
RetryDecision decide(const RetryPolicy& policy, const TryOutcome& outcome, const RetryHistory& history,
                     std::chrono::system_clock::time_point now, const std::string& place);

// Retry-After (RFC 9110 10.2.3): seconds, or a date, which is measured against the response's own Date when
// there is one, so that a wrong clock on either side does no harm. Nothing when it is neither.
std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view value,
                                                           std::optional<std::string_view> date,
                                                           std::chrono::system_clock::time_point now);

// The three forms of HTTP-date (RFC 9110 5.6.7).
std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text);

}  // namespace rasctl::http
