#include "http/pacer.hpp"

#include <catch2/catch.hpp>

using namespace rasctl::http;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

const Pacer::Time start = Pacer::Time(seconds(1000));
const std::chrono::system_clock::time_point wall{seconds(1'800'000'000)};

Response with(std::vector<Header> headers) {
    Response response;
    response.status = 200;
    response.headers = std::move(headers);
    return response;
}

}  // namespace

TEST_CASE("after a refusal everybody waits") {
    Pacer pacer;
    CHECK(pacer.delay(start) == milliseconds(0));
    pacer.hold(start + seconds(3));
    pacer.hold(start + seconds(1));
    CHECK(pacer.delay(start) == milliseconds(3000));
    CHECK(pacer.delay(start + seconds(3)) == milliseconds(0));
}

TEST_CASE("no more requests leave than the server has left") {
    const std::vector<std::vector<Header>> forms{
        {{"RateLimit-Remaining", "2"}, {"RateLimit-Reset", "7"}},
        {{"X-RateLimit-Remaining", "2"}, {"X-RateLimit-Reset", "1800000007"}},
        {{"RateLimit", "limit=50, remaining=2, reset=7"}},
        {{"RateLimit", "\"default\";r=2;t=7"}},
    };
    for (const auto& form : forms) {
        Pacer pacer;
        pacer.leaves();
        pacer.observe(with(form), start, wall);
        pacer.returned();
        CHECK(pacer.delay(start) == milliseconds(0));
        pacer.leaves();
        CHECK(pacer.delay(start) == milliseconds(0));
        pacer.leaves();
        CHECK(pacer.delay(start) == milliseconds(7000));
        CHECK(pacer.delay(start + seconds(7)) == milliseconds(0));
    }
}

TEST_CASE("what is on its way counts") {
    Pacer pacer;
    pacer.leaves();
    pacer.leaves();
    pacer.leaves();
    pacer.observe(with({{"RateLimit-Remaining", "2"}, {"RateLimit-Reset", "7"}}), start, wall);
    CHECK(pacer.delay(start) == milliseconds(7000));
}

TEST_CASE("nonsense in the headers holds nobody") {
    for (const auto* reset : {"3600", "-1", "x", "9223372036854775807", "99999999999999999999"}) {
        Pacer pacer;
        pacer.observe(with({{"RateLimit-Remaining", "0"}, {"RateLimit-Reset", reset}}), start, wall);
        CHECK(pacer.delay(start) == milliseconds(0));
    }
}
