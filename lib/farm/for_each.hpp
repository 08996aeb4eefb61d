// The one way to do something for many: side by side, one outcome each, none forgotten.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "error/error.hpp"
#include "json/value.hpp"

namespace rasctl::farm {

// How it went for one of them. `unknown`: it may have been done - the answer was lost, or Ctrl-C came while
// it was under way.
enum class Ending { done, failed, unknown, not_started };

// "done", "failed", "unknown", "not started".
std::string_view word_of(Ending ending);

struct Outcome {
    Ending ending = Ending::not_started;
    std::optional<Error> error{};  // of what failed or is unknown
    json::Value answer{};          // of what was done; null for nothing
};

struct Pace {
    std::size_t at_once = 8;
    // Something changes on the server: what broke off may have been done.
    bool writes = true;
    // Called whenever one has ended, for progress.
    std::function<void()> on_end{};
};

// Whether a write that failed like this may have been carried out all the same.
bool may_have_been_done(const Error& error);

// Calls the act with 0 to count - 1. After a failure that would hit all of them nothing new is started: not
// logged on, Ctrl-C, or several losses of the connection in a row, for one alone says nothing of the others.
// Ctrl-C cancels what is under way. What an act throws is its failure.
boost::asio::awaitable<std::vector<Outcome>> for_each_number(
    std::size_t count, Pace pace,
    std::function<boost::asio::awaitable<Result<json::Value>>(std::size_t)> act);

// The same for things, which must outlive it; outcomes come in their order.
template <class Thing, class Act>
boost::asio::awaitable<std::vector<Outcome>> for_each(const std::vector<Thing>& things, Pace pace, Act act) {
    std::function<boost::asio::awaitable<Result<json::Value>>(std::size_t)> numbered =
        [&things, act = std::move(act)](std::size_t i) { return act(things[i]); };
    return for_each_number(things.size(), std::move(pace), std::move(numbered));
}

}  // namespace rasctl::farm
