#include "commands/run/interruption.hpp"

#include <unistd.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <exception>
#include <optional>

#include "terminal/signals.hpp"

namespace rasctl::commands {

namespace asio = boost::asio;

Result<> run_until_done_or_interrupted(asio::io_context& io,
                                       std::function<asio::awaitable<Result<>>()> work) {
    terminal::StopSignals signals;
    asio::cancellation_signal cancel;
    asio::posix::stream_descriptor watched(io);
    if (signals.descriptor() >= 0) watched.assign(::dup(signals.descriptor()));
    bool interrupted = false;
    std::optional<Result<>> outcome;
    std::exception_ptr failure;
    const auto finish = [&](const std::exception_ptr& thrown, Result<> result) {
        failure = thrown;
        outcome = std::move(result);
        boost::system::error_code ignored;
        watched.close(ignored);
    };
    if (watched.is_open()) {
        watched.async_wait(asio::posix::stream_descriptor::wait_read, [&](boost::system::error_code error) {
            if (error) return;
            interrupted = true;
            cancel.emit(asio::cancellation_type::terminal);
        });
    }
    io.restart();
    asio::co_spawn(io, std::move(work), asio::bind_cancellation_slot(cancel.slot(), finish));
    // Not run(): what is left over (a resolver that hangs) must not keep us once the work is done.
    while (!outcome && !failure && io.run_one() > 0) {
    }
    // What this run has cancelled is told so now: another run may go on with the io_context.
    io.poll();
    if (failure && !interrupted) std::rethrow_exception(failure);
    if (interrupted) return terminal::interrupted();
    return outcome.value_or(Result<>{});
}

}  // namespace rasctl::commands
