#include "http/retry.hpp"

#include <catch2/catch.hpp>

using namespace rasctl;
using namespace rasctl::http;
using std::chrono::milliseconds;

namespace {

const std::chrono::system_clock::time_point noon =
    std::chrono::sys_days(std::chrono::year(2026) / 11 / 23) + std::chrono::hours(12);

RetryPolicy steady() {
    RetryPolicy policy;
    policy.jitter = [] { return 0.0; };
    return policy;
}

RetryDecision judge(TryOutcome outcome, int retries = 0, std::optional<milliseconds> left = {}) {
    return decide(steady(), outcome, {.retries = retries, .left = left}, noon, "ras:20443");
}

RetryDecision judge_status(unsigned status, bool idempotent, std::vector<Header> headers = {},
                           int retries = 0, std::optional<milliseconds> left = {}) {
    Response response;
    response.status = status;
    response.headers = std::move(headers);
    TryOutcome outcome;
    outcome.idempotent = idempotent;
    outcome.response = &response;
    return judge(outcome, retries, left);
}

}  // namespace

TEST_CASE("a lost connection is tried again for reads, and for writes that never left") {
    TryOutcome outcome;
    outcome.lost = true;
    CHECK(judge(outcome).again);
    outcome.idempotent = false;
    CHECK(!judge(outcome).again);
    outcome.left = false;
    CHECK(judge(outcome).again);
    outcome.lost = false;
    CHECK(!judge(outcome).again);
}

TEST_CASE("what the caller has got in part already is not fetched again") {
    TryOutcome outcome;
    outcome.lost = true;
    outcome.delivered = true;
    CHECK(!judge(outcome).again);
}

TEST_CASE("waits grow and retries end") {
    TryOutcome outcome;
    outcome.lost = true;
    CHECK(judge(outcome, 0).wait == milliseconds(500));
    CHECK(judge(outcome, 1).wait == milliseconds(1000));
    CHECK(judge(outcome, 2).wait == milliseconds(2000));
    CHECK(!judge(outcome, 3).again);
    CHECK(!judge(outcome, 0, milliseconds(500)).again);
}

TEST_CASE("which statuses are tried again") {
    for (const unsigned status : {429U, 502U, 503U, 504U}) CHECK(judge_status(status, true).again);
    for (const unsigned status : {200U, 400U, 401U, 403U, 404U, 409U, 500U, 501U})
        CHECK(!judge_status(status, true).again);
    CHECK(judge_status(429, false).again);
    CHECK(!judge_status(502, false).again);
    CHECK(!judge_status(503, false).again);
    CHECK(!judge_status(504, false, {{"Retry-After", "1"}}).again);
    CHECK(judge_status(503, false, {{"retry-after", "1"}}).again);
}

TEST_CASE("Retry-After is obeyed up to a minute") {
    CHECK(judge_status(429, true, {{"Retry-After", "7"}}).wait == milliseconds(7000));
    CHECK(judge_status(503, true, {{"Retry-After", "Mon, 23 Nov 2026 12:00:09 GMT"}}).wait ==
          milliseconds(9000));
    const auto absurd = judge_status(429, true, {{"Retry-After", "99999999999999999999"}});
    CHECK(!absurd.again);
    REQUIRE(absurd.refusal);
    CHECK(absurd.refusal->http_status == 429);
    CHECK(absurd.refusal->exit_code == ExitCode::refused);
    CHECK(judge_status(429, true, {{"Retry-After", "soon"}}).wait == milliseconds(2000));
    CHECK(judge_status(429, true, {{"Retry-After", "-5"}}).wait == milliseconds(2000));
    const auto late = judge_status(429, true, {{"Retry-After", "30"}}, 0, milliseconds(10'000));
    REQUIRE(late.refusal);
    CHECK(late.refusal->exit_code == ExitCode::timed_out);
}

TEST_CASE("a wait for a limit counts against time, not against the retries") {
    Response response;
    response.status = 429;
    response.headers = {{"Retry-After", "3"}};
    TryOutcome outcome;
    outcome.response = &response;
    const auto after = [&](RetryHistory history) { return decide(steady(), outcome, history, noon, "ras"); };
    CHECK(after({.retries = 3, .limited = 50, .limited_for = milliseconds(50'000)}).again);
    CHECK(!after({.limited = 1}).counts);
    const auto exhausted = after({.limited = 20, .limited_for = milliseconds(58'000)});
    REQUIRE(exhausted.refusal);
    CHECK(exhausted.refusal->exit_code == ExitCode::refused);
    CHECK(exhausted.refusal->why == "it has limited requests for 58 s");
    // Overload is a failure like others.
    response.status = 503;
    response.headers.clear();
    CHECK(!after({.retries = 3}).again);
    CHECK(after({.retries = 2}).counts);
    // Who wants no retries wants none.
    RetryPolicy never = steady();
    never.max_retries = 0;
    response.status = 429;
    const auto once = decide(never, outcome, {}, noon, "ras");
    CHECK(!once.again);
    CHECK(!once.refusal);
}

TEST_CASE("clients that are told the same time do not come back at the same time") {
    Response response;
    response.status = 429;
    response.headers = {{"Retry-After", "8"}};
    TryOutcome outcome;
    outcome.response = &response;
    RetryPolicy policy;
    policy.jitter = [] { return 0.5; };
    CHECK(decide(policy, outcome, {}, noon, "ras").wait == milliseconds(9000));
    policy.jitter = [] { return 1.0; };
    CHECK(decide(policy, outcome, {}, noon, "ras").wait == milliseconds(10'000));
    response.headers = {{"Retry-After", "0"}};
    policy.jitter = [] { return 0.0; };
    CHECK(decide(policy, outcome, {}, noon, "ras").wait == milliseconds(0));
    CHECK(decide(policy, outcome, {.limited = 3}, noon, "ras").wait > milliseconds(1000));
}

TEST_CASE("a date is measured by the server's own clock") {
    const auto wait =
        parse_retry_after("Mon, 23 Nov 2026 08:00:05 GMT", "Mon, 23 Nov 2026 08:00:00 GMT", noon);
    REQUIRE(wait);
    CHECK(*wait == milliseconds(5000));
    CHECK(*parse_retry_after("Mon, 23 Nov 2026 08:00:05 GMT", std::nullopt, noon) == milliseconds(0));
}

TEST_CASE("dates beyond the system's clock are taken for what they say, up to a year") {
    constexpr auto early = "Sun, 06 Nov 0997 08:49:37 GMT", late = "Fri, 31 Dec 9999 23:59:59 GMT";
    constexpr milliseconds year = std::chrono::hours(366 * 24);
    CHECK(*parse_retry_after(early, late, noon) == milliseconds(0));
    CHECK(*parse_retry_after(early, std::nullopt, noon) == milliseconds(0));
    CHECK(*parse_retry_after(late, early, noon) == year);
    CHECK(*parse_retry_after(late, std::nullopt, noon) == year);
}

TEST_CASE("all three forms of an HTTP date are read") {
    const auto expected = std::chrono::sys_seconds(std::chrono::seconds(784111777));
    CHECK(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT") == expected);
    CHECK(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT") == expected);
    CHECK(parse_http_date("Sun Nov  6 08:49:37 1994") == expected);
    CHECK(!parse_http_date("Sun, 31 Feb 1994 08:49:37 GMT"));
    CHECK(!parse_http_date("Sun, 06 Nov 1994 24:49:37 GMT"));
    CHECK(!parse_http_date("tomorrow"));
    CHECK(!parse_http_date(""));
}
