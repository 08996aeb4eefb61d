#include "commands/run/interruption.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>
#include <csignal>

#include "../system/child_status.hpp"

using namespace rasctl;
using namespace rasctl::commands;
using test::status_of_child;
namespace asio = boost::asio;

namespace {

asio::awaitable<Result<>> at_once() {
    co_return Result<>{};
}

asio::awaitable<Result<>> stopped_while_waiting() {
    ::raise(SIGINT);
    asio::steady_timer timer(co_await asio::this_coro::executor, std::chrono::hours(1));
    co_await timer.async_wait(asio::use_awaitable);
    co_return Result<>{};
}

bool was_interrupted(const Result<>& result) {
    return !result && result.error().exit_code == ExitCode::interrupted;
}

}  // namespace

TEST_CASE("a stop ends the run under way and no other") {
    CHECK(status_of_child([] {
              asio::io_context io;
              StoppableRuns runs(io);
              if (!runs.run(at_once)) return 1;
              if (!was_interrupted(runs.run(stopped_while_waiting))) return 2;
              return runs.run(at_once) ? 0 : 3;
          }) == 0);
}

TEST_CASE("a stop between two runs ends the next before it does anything") {
    CHECK(status_of_child([] {
              asio::io_context io;
              StoppableRuns runs(io);
              if (!runs.run(at_once)) return 1;
              ::raise(SIGTERM);
              bool begun = false;
              const auto work = [&begun]() -> asio::awaitable<Result<>> {
                  begun = true;
                  co_return Result<>{};
              };
              if (!was_interrupted(runs.run(work)) || begun) return 2;
              return runs.run(work) && begun ? 0 : 3;
          }) == 0);
}

TEST_CASE("a second stop ends the process") {
    CHECK(status_of_child([] {
              asio::io_context io;
              StoppableRuns runs(io);
              if (!was_interrupted(runs.run(stopped_while_waiting))) return 1;
              ::raise(SIGINT);
              return 0;
          }) == 130);
}

TEST_CASE("signals are as before when nothing runs any more") {
    CHECK(status_of_child([] {
              asio::io_context io;
              if (!run_until_done_or_interrupted(io, at_once)) return 1;
              ::raise(SIGTERM);
              return 0;
          }) == -SIGTERM);
}
