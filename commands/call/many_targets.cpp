#include "commands/call/many_targets.hpp"

#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "commands/call/progress_ticker.hpp"
#include "terminal/progress.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;

bool hits_every_target(const Error& error) {
    return error.exit_code == ExitCode::network || error.exit_code == ExitCode::interrupted ||
           error.http_status == 401 || (error.exit_code == ExitCode::not_allowed && error.http_status == 0);
}

struct Queue {
    std::vector<Outcome> outcomes;
    std::size_t next = 0;
    bool stopped = false;
    terminal::Progress* bar = nullptr;
    Act act;
};

asio::awaitable<void> work(Queue& queue) {
    while (!queue.stopped && queue.next < queue.outcomes.size()) {
        Outcome& outcome = queue.outcomes[queue.next++];
        outcome.started = true;
        auto result = co_await queue.act(outcome.target);
        if (result) {
            outcome.value = std::move(*result);
        } else {
            outcome.error = result.error();
            if (hits_every_target(*outcome.error)) queue.stopped = true;
        }
        queue.bar->advance();
    }
}

}  // namespace

asio::awaitable<std::vector<Outcome>> act_on_all(Context& context, std::vector<Target> targets,
                                                 const std::string& label, Act act) {
    Queue queue;
    for (Target& target : targets) queue.outcomes.push_back({.target = std::move(target)});
    queue.act = std::move(act);
    terminal::Progress bar(context.streams(), label, queue.outcomes.size(), terminal::Unit::items,
                           !label.empty() && !context.settings().on(config::SettingId::quiet));
    queue.bar = &bar;
    const ProgressTicker ticker(context, bar);
    const auto executor = co_await asio::this_coro::executor;
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    const auto parallel = static_cast<std::size_t>(context.settings().integer(config::SettingId::parallel));
    const std::size_t workers = std::min(std::max<std::size_t>(parallel, 1), queue.outcomes.size());
    std::size_t running = workers;
    std::exception_ptr failure;
    asio::steady_timer all_done(executor, asio::steady_timer::time_point::max());
    // Each worker has its own way to be cancelled: one slot holds one handler only.
    std::vector<asio::cancellation_signal> cancels(workers);
    for (std::size_t i = 0; i < workers; ++i) {
        asio::co_spawn(executor, work(queue),
                       asio::bind_cancellation_slot(cancels[i].slot(), [&](const std::exception_ptr& thrown) {
                           if (thrown && !failure) failure = thrown;
                           if (--running == 0) all_done.cancel();
                       }));
    }
    while (running > 0) {
        boost::system::error_code error;
        co_await asio::this_coro::throw_if_cancelled(false);
        co_await all_done.async_wait(asio::redirect_error(asio::use_awaitable, error));
        if (cancellation.cancelled() != asio::cancellation_type::none && !queue.stopped) {
            queue.stopped = true;
            for (auto& cancel : cancels) cancel.emit(asio::cancellation_type::terminal);
            co_await asio::this_coro::reset_cancellation_state();
        }
    }
    bar.finish();
    co_return std::move(queue.outcomes);
}

void append_outcome(json::Object& row, const Outcome& outcome) {
    row.append("result", outcome.error ? "failed" : outcome.started ? "done" : "not started");
    row.append("error", outcome.error ? json::Value(outcome.error->why) : json::Value());
}

}  // namespace rasctl::commands
