#include "terminal/signals.hpp"

#include <poll.h>

#include <array>
#include <catch2/catch.hpp>

#include "../system/child_status.hpp"

using namespace rasctl;
using namespace rasctl::terminal;
using rasctl::test::status_of_child;

TEST_CASE("a stop signal becomes readable") {
    StopSignals signals;
    CHECK_FALSE(signals.take());
    ::raise(SIGTERM);
    pollfd waiting{signals.descriptor(), POLLIN, 0};
    CHECK(::poll(&waiting, 1, 0) == 1);
    CHECK(signals.take() == SIGTERM);
    CHECK_FALSE(signals.take());
}

TEST_CASE("the second signal ends the process") {
    CHECK(status_of_child([] {
              const StopSignals signals;
              ::raise(SIGINT);
              ::raise(SIGINT);
              return 0;
          }) == 130);
}

TEST_CASE("signals are as before afterwards") {
    CHECK(status_of_child([] {
              { const StopSignals signals; }
              ::raise(SIGTERM);
              return 0;
          }) == -SIGTERM);
}

TEST_CASE("the inner capture gets the signal, then the outer again") {
    CHECK(status_of_child([] {
              StopSignals outer;
              {
                  constexpr std::array only{SIGINT};
                  system::SignalCapture inner(only, system::OnSecond::report);
                  ::raise(SIGINT);
                  ::raise(SIGINT);
                  if (inner.take() != SIGINT || inner.take() != SIGINT || outer.take()) return 1;
              }
              ::raise(SIGINT);
              return outer.take() == SIGINT ? 0 : 2;
          }) == 0);
}

TEST_CASE("an inner capture learns of the stop that came before it began") {
    CHECK(status_of_child([] {
              constexpr std::array only{SIGINT};
              {
                  StopSignals outer;
                  ::raise(SIGTERM);
                  if (outer.take() != SIGTERM) return 1;
                  system::SignalCapture inner(only, system::OnSecond::report);
                  if (inner.take() != SIGTERM || inner.take()) return 2;
              }
              StopSignals next;
              system::SignalCapture inner(only, system::OnSecond::report);
              return inner.take() ? 3 : 0;
          }) == 0);
}

TEST_CASE("a signal that was ignored stays ignored") {
    CHECK(status_of_child([] {
              ::signal(SIGHUP, SIG_IGN);
              StopSignals signals;
              ::raise(SIGHUP);
              return signals.take() ? 1 : 0;
          }) == 0);
}
