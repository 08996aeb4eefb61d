#include "farm/for_each.hpp"

#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "http/errors.hpp"

namespace rasctl::farm {
namespace {

namespace asio = boost::asio;

// So many connections lost one after the other mean that the farm is gone.
constexpr std::size_t losses_that_end_it = 3;

bool is_loss(const Error& error) {
    return error.http_status == 0 &&
           (error.exit_code == ExitCode::network || error.exit_code == ExitCode::timed_out);
}

bool hits_all(const Error& error) {
    return error.exit_code == ExitCode::interrupted || error.http_status == 401 ||
           (error.exit_code == ExitCode::not_allowed && error.http_status == 0);
}

struct Queue {
    std::vector<Outcome> outcomes;
    std::size_t next = 0;
    std::size_t losses = 0;
    bool stopped = false;
    Pace pace;
    std::function<asio::awaitable<Result<json::Value>>(std::size_t)> act;
};

void take(Queue& queue, Outcome& outcome, Result<json::Value> result) {
    if (result) {
        outcome = {.ending = Ending::done, .answer = std::move(*result)};
        queue.losses = 0;
        return;
    }
    Error error = result.error();
    const bool open =
        queue.pace.writes && (error.exit_code == ExitCode::interrupted || may_have_been_done(error));
    queue.losses = is_loss(error) ? queue.losses + 1 : 0;
    queue.stopped = queue.stopped || hits_all(error) || queue.losses >= losses_that_end_it;
    outcome = {.ending = open ? Ending::unknown : Ending::failed, .error = std::move(error)};
}

asio::awaitable<void> work(Queue& queue) {
    co_await asio::this_coro::throw_if_cancelled(true);
    for (;;) {
        const auto cancellation = co_await asio::this_coro::cancellation_state;
        queue.stopped = queue.stopped || cancellation.cancelled() != asio::cancellation_type::none;
        if (queue.stopped || queue.next >= queue.outcomes.size()) co_return;
        const std::size_t number = queue.next++;
        Outcome& outcome = queue.outcomes[number];
        // Held should this never come back from the act.
        outcome.ending = queue.pace.writes ? Ending::unknown : Ending::failed;
        outcome.error = Error{.exit_code = ExitCode::interrupted, .what = "broken off", .why = "interrupted"};
        try {
            take(queue, outcome, co_await queue.act(number));
        } catch (const boost::system::system_error&) {
            // Cancelled: what is held says so.
        } catch (const std::exception& thrown) {
            outcome.error = Error{.what = "rasctl itself failed", .why = thrown.what()};
        }
        if (queue.pace.on_end) queue.pace.on_end();
    }
}

// One act at a time needs nobody beside the caller.
asio::awaitable<void> work_alone(Queue& queue) {
    // Also where the caller was cancelled before, every one has an outcome.
    co_await asio::this_coro::throw_if_cancelled(false);
    co_await work(queue);
    co_await asio::this_coro::throw_if_cancelled(false);
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    if (cancellation.cancelled() != asio::cancellation_type::none)
        co_await asio::this_coro::reset_cancellation_state();
}

}  // namespace

std::string_view word_of(Ending ending) {
    switch (ending) {
        case Ending::done:
            return "done";
        case Ending::failed:
            return "failed";
        case Ending::unknown:
            return "unknown";
        case Ending::not_started:
            break;
    }
    return "not started";
}

bool may_have_been_done(const Error& error) {
    // A proxy's 502 and 504 tell of its own trouble, not of what became of the request.
    return error.hint == http::look_before_sending_again || error.http_status == 502 ||
           error.http_status == 504;
}

asio::awaitable<std::vector<Outcome>> for_each_number(
    std::size_t count, Pace pace, std::function<asio::awaitable<Result<json::Value>>(std::size_t)> act) {
    Queue queue{.outcomes = std::vector<Outcome>(count), .pace = std::move(pace), .act = std::move(act)};
    const std::size_t workers = std::min(std::max<std::size_t>(queue.pace.at_once, 1), count);
    if (workers == 1) {
        co_await work_alone(queue);
        co_return std::move(queue.outcomes);
    }
    const auto executor = co_await asio::this_coro::executor;
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    std::size_t running = workers;
    asio::steady_timer all_done(executor, asio::steady_timer::time_point::max());
    // Each worker has its own way to be cancelled: one slot holds one handler only.
    std::vector<asio::cancellation_signal> cancels(workers);
    for (std::size_t i = 0; i < workers; ++i) {
        asio::co_spawn(executor, work(queue),
                       asio::bind_cancellation_slot(cancels[i].slot(), [&](const std::exception_ptr&) {
                           if (--running == 0) all_done.cancel();
                       }));
    }
    bool cancelled = false;
    while (running > 0) {
        boost::system::error_code error;
        co_await asio::this_coro::throw_if_cancelled(false);
        co_await all_done.async_wait(asio::redirect_error(asio::use_awaitable, error));
        if (cancellation.cancelled() != asio::cancellation_type::none && !cancelled) {
            cancelled = true;
            queue.stopped = true;
            for (auto& cancel : cancels) cancel.emit(asio::cancellation_type::terminal);
            co_await asio::this_coro::reset_cancellation_state();
        }
    }
    co_return std::move(queue.outcomes);
}

}  // namespace rasctl::farm
