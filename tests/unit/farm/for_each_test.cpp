// Doing something for many: every one has an outcome, and it is the right one.
#include "farm/for_each.hpp"

#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>
#include <stdexcept>

#include "http/errors.hpp"

namespace rasctl::farm {
namespace {

namespace asio = boost::asio;
using Endings = std::vector<Ending>;

Error network(const char* hint = "") {
    return {.exit_code = ExitCode::network, .what = "no answer", .why = "lost", .hint = hint};
}

// Runs the act on 0 to count - 1. After `cancel_after` acts have begun it is cancelled, as Ctrl-C does.
Endings endings(std::size_t count, Pace pace,
                std::function<asio::awaitable<Result<json::Value>>(std::size_t)> act,
                std::size_t cancel_after = 0) {
    asio::io_context io;
    asio::cancellation_signal cancel;
    std::size_t begun = 0;
    Endings result;
    auto counted = [&](std::size_t i) -> asio::awaitable<Result<json::Value>> {
        if (++begun == cancel_after) asio::post(io, [&] { cancel.emit(asio::cancellation_type::terminal); });
        co_return co_await act(i);
    };
    asio::co_spawn(
        io,
        [&]() -> asio::awaitable<void> {
            auto outcomes = co_await for_each_number(count, pace, counted);
            // Whoever asked may go on, also after Ctrl-C.
            co_await asio::post(io, asio::use_awaitable);
            for (const Outcome& one : outcomes) result.push_back(one.ending);
        },
        asio::bind_cancellation_slot(cancel.slot(), [](const std::exception_ptr&) {}));
    io.run();
    return result;
}

asio::awaitable<Result<json::Value>> forever() {
    asio::steady_timer timer(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    co_await timer.async_wait(asio::use_awaitable);
    co_return json::Value();
}

}  // namespace

TEST_CASE("each outcome stands at its place") {
    const auto act = [](std::size_t i) -> asio::awaitable<Result<json::Value>> {
        if (i == 1) co_return Error{.exit_code = ExitCode::invalid, .what = "no", .http_status = 409};
        if (i == 2) co_return network(http::look_before_sending_again);
        if (i == 3) throw std::runtime_error("a fault of ours");
        co_return json::Value(static_cast<std::int64_t>(i));
    };
    CHECK(endings(5, {.at_once = 2}, act) ==
          Endings{Ending::done, Ending::failed, Ending::unknown, Ending::unknown, Ending::done});
    CHECK(endings(5, {.at_once = 2, .writes = false}, act) ==
          Endings{Ending::done, Ending::failed, Ending::failed, Ending::failed, Ending::done});
}

TEST_CASE("one loss is one, three in a row are the farm") {
    const auto alternating = [](std::size_t i) -> asio::awaitable<Result<json::Value>> {
        if (i % 3 != 0) co_return network();
        co_return json::Value();
    };
    const Endings mixed = endings(9, {.at_once = 1}, alternating);
    CHECK(std::count(mixed.begin(), mixed.end(), Ending::not_started) == 0);
    const auto dead = [](std::size_t) -> asio::awaitable<Result<json::Value>> { co_return network(); };
    CHECK(endings(5, {.at_once = 1}, dead) ==
          Endings{Ending::failed, Ending::failed, Ending::failed, Ending::not_started, Ending::not_started});
}

TEST_CASE("who is not logged on is so for all") {
    const auto act = [](std::size_t) -> asio::awaitable<Result<json::Value>> {
        co_return Error{.exit_code = ExitCode::not_allowed, .what = "no", .http_status = 401};
    };
    CHECK(endings(3, {.at_once = 1}, act) ==
          Endings{Ending::failed, Ending::not_started, Ending::not_started});
}

TEST_CASE("Ctrl-C ends what is under way, also after a failure, and begins nothing") {
    const auto act = [](std::size_t i) -> asio::awaitable<Result<json::Value>> {
        if (i == 0) co_return network();
        co_return co_await forever();
    };
    CHECK(endings(5, {.at_once = 2}, act, 3) == Endings{Ending::failed, Ending::unknown, Ending::unknown,
                                                        Ending::not_started, Ending::not_started});
    CHECK(endings(4, {.at_once = 1}, act, 2) ==
          Endings{Ending::failed, Ending::unknown, Ending::not_started, Ending::not_started});
    const auto never = [](std::size_t) { return forever(); };
    CHECK(endings(1, {.at_once = 8}, never, 1) == Endings{Ending::unknown});
    CHECK(endings(1, {.at_once = 1, .writes = false}, never, 1) == Endings{Ending::failed});
    // An act that hears of it and comes back with something all the same.
    const auto deaf = [](std::size_t) -> asio::awaitable<Result<json::Value>> {
        try {
            co_await forever();
        } catch (const boost::system::system_error&) {
        }
        co_return json::Value(1);
    };
    CHECK(endings(2, {.at_once = 1}, deaf, 1) == Endings{Ending::done, Ending::not_started});
}

TEST_CASE("whoever was cancelled before it begins is told that nothing was started") {
    asio::io_context io;
    asio::cancellation_signal cancel;
    Endings result;
    asio::co_spawn(
        io,
        [&]() -> asio::awaitable<void> {
            co_await asio::this_coro::throw_if_cancelled(false);
            cancel.emit(asio::cancellation_type::terminal);
            const auto act = [](std::size_t) { return forever(); };
            auto outcomes = co_await for_each_number(2, {.at_once = 1}, act);
            for (const Outcome& one : outcomes) result.push_back(one.ending);
        },
        asio::bind_cancellation_slot(cancel.slot(), [](const std::exception_ptr&) {}));
    io.run();
    CHECK(result == Endings{Ending::not_started, Ending::not_started});
}

}  // namespace rasctl::farm
