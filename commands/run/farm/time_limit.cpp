#include "commands/run/farm/time_limit.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace rasctl::commands {

namespace asio = boost::asio;

asio::awaitable<std::optional<Result<>>> within(std::chrono::milliseconds time,
                                                asio::awaitable<Result<>> work) {
    const auto executor = co_await asio::this_coro::executor;
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    asio::steady_timer timer(executor, time);
    asio::cancellation_signal cancel;
    std::optional<Result<>> result;
    std::exception_ptr failure;
    bool ended = false;
    asio::co_spawn(executor, std::move(work),
                   asio::bind_cancellation_slot(cancel.slot(),
                                                [&](const std::exception_ptr& thrown, const Result<>& given) {
                                                    failure = thrown;
                                                    if (!thrown) result = given;
                                                    ended = true;
                                                    timer.cancel();
                                                }));
    bool over = false;
    while (!ended) {
        boost::system::error_code error;
        co_await asio::this_coro::throw_if_cancelled(false);
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
        if (ended) break;
        const bool interrupted = cancellation.cancelled() != asio::cancellation_type::none;
        over = over || !interrupted;
        timer.expires_at(asio::steady_timer::time_point::max());
        cancel.emit(asio::cancellation_type::terminal);
        co_await asio::this_coro::reset_cancellation_state();
    }
    if (over) co_return std::nullopt;
    if (failure) std::rethrow_exception(failure);
    co_return result;
}

}  // namespace rasctl::commands
