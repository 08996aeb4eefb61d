#include "commands/run/interruption.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <exception>
#include <optional>
#include <utility>

#include "system/descriptor.hpp"
#include "terminal/signals.hpp"

namespace rasctl::commands {

namespace asio = boost::asio;

struct StoppableRuns::Listening : std::enable_shared_from_this<Listening> {
    explicit Listening(asio::io_context& io) : watched(io) {
        if (signals.descriptor() >= 0) watched.assign(system::duplicate(signals.descriptor()));
    }

    terminal::StopSignals signals{};
    asio::posix::stream_descriptor watched;
    asio::cancellation_signal* under_way = nullptr;  // cancels the run that is
    bool stopped = false;                            // by a signal that nobody was told of yet

    void listen() {
        if (!watched.is_open()) return;
        watched.async_wait(asio::posix::stream_descriptor::wait_read,
                           [weak = weak_from_this()](boost::system::error_code error) {
                               const auto self = weak.lock();
                               if (error || !self) return;
                               while (self->signals.take()) {
                               }
                               self->stopped = true;
                               if (self->under_way) self->under_way->emit(asio::cancellation_type::terminal);
                               self->listen();
                           });
    }

    // A run that a stop signal cancels, however it ends.
    class UnderWay {
      public:
        UnderWay(Listening& listening, asio::cancellation_signal& cancel) : listening_(listening) {
            listening_.under_way = &cancel;
        }
        ~UnderWay() { listening_.under_way = nullptr; }
        UnderWay(const UnderWay&) = delete;
        UnderWay& operator=(const UnderWay&) = delete;

      private:
        Listening& listening_;
    };

    void end() {
        boost::system::error_code ignored;
        watched.close(ignored);
    }
};

StoppableRuns::StoppableRuns(asio::io_context& io) : io_(io), listening_(std::make_shared<Listening>(io)) {
    listening_->listen();
}

StoppableRuns::~StoppableRuns() {
    listening_->end();
}

Result<> StoppableRuns::run(std::function<asio::awaitable<Result<>>()> work) {
    asio::cancellation_signal cancel;
    std::optional<Result<>> outcome;
    std::exception_ptr failure;
    io_.restart();
    // Hears of what came since the last run; what has come is known without asking the kernel.
    if (terminal::stop_requested()) io_.poll();
    if (!listening_->stopped) {
        const Listening::UnderWay under_way(*listening_, cancel);
        asio::co_spawn(io_, std::move(work),
                       asio::bind_cancellation_slot(cancel.slot(),
                                                    [&](const std::exception_ptr& thrown, Result<> result) {
                                                        failure = thrown;
                                                        outcome = std::move(result);
                                                    }));
        // Not run(): what is left over (a resolver that hangs) must not keep us once the work is done.
        while (!outcome && !failure && io_.run_one() > 0) {
        }
    }
    const bool interrupted = std::exchange(listening_->stopped, false);
    // What this run has cancelled is told so now: another run may go on with the io_context.
    io_.poll();
    if (failure && !interrupted) std::rethrow_exception(failure);
    if (interrupted) return terminal::interrupted();
    return outcome.value_or(Result<>{});
}

Result<> run_until_done_or_interrupted(asio::io_context& io,
                                       std::function<asio::awaitable<Result<>>()> work) {
    return StoppableRuns(io).run(std::move(work));
}

}  // namespace rasctl::commands
