// What is too slow, and how it is told.
#include "http/watchdog.hpp"

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

namespace rasctl::http {

using namespace std::chrono_literals;

TEST_CASE("what comes once the time is up is no progress") {
    for (const std::size_t late : {std::size_t{0}, std::size_t{1}}) {
        boost::asio::io_context io;
        Watchdog watchdog(io.get_executor(), 0ms);
        bool aborted = false;
        REQUIRE(watchdog.enter(Phase::receiving, 40ms, [&] { aborted = true; }));
        watchdog.progress(1);
        io.run();
        REQUIRE(aborted);
        watchdog.progress(late);
        CHECK(watchdog.error("x").why == "the answer stopped for 40 ms");
    }
}

}  // namespace rasctl::http
