#include "http/watchdog.hpp"

#include <fmt/format.h>

#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <utility>

namespace rasctl::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

enum class Cause { none, phase, whole, cancelled };

// What is slower is as good as nothing, in bytes a second.
constexpr std::uint64_t trickle = 16;

std::string seconds(milliseconds time) {
    if (time.count() < 1000) return fmt::format("{} ms", time.count());
    if (time.count() % 1000 == 0) return fmt::format("{} s", time.count() / 1000);
    return fmt::format("{:.1f} s", static_cast<double>(time.count()) / 1000);
}

std::string phase_clause(Phase phase, milliseconds limit, bool trickled) {
    const std::string within = " within " + seconds(limit);
    switch (phase) {
        case Phase::resolving:
            return "the name servers gave no address" + within;
        case Phase::connecting:
            return "no connection" + within;
        case Phase::tunnelling:
            return "the proxy did not answer" + within;
        case Phase::handshaking:
            return "the TLS handshake did not end" + within;
        case Phase::sending:
            if (trickled) return "the server took hardly any of the request for " + seconds(limit);
            return "the server took no more of the request for " + seconds(limit);
        case Phase::awaiting_answer:
            return "no answer" + within;
        case Phase::receiving:
            if (trickled) return "hardly anything of the answer came for " + seconds(limit);
            return "the answer stopped for " + seconds(limit);
        case Phase::waiting:
            return "the server asked to wait longer";
    }
    return "too slow";
}

std::string_view during(Phase phase) {
    switch (phase) {
        case Phase::resolving:
            return "looking up the host";
        case Phase::connecting:
            return "connecting";
        case Phase::tunnelling:
            return "waiting for the proxy";
        case Phase::handshaking:
            return "in the TLS handshake";
        case Phase::sending:
            return "sending the request";
        case Phase::awaiting_answer:
            return "waiting for the answer";
        case Phase::receiving:
            return "receiving the answer";
        case Phase::waiting:
            return "waiting to try again";
    }
    return "working";
}

}  // namespace

struct Watchdog::State : std::enable_shared_from_this<State> {
    explicit State(const boost::asio::any_io_executor& executor) : timer(executor) {}

    boost::asio::steady_timer timer;
    steady_clock::time_point whole_end = steady_clock::time_point::max();
    steady_clock::time_point phase_end = steady_clock::time_point::max();
    steady_clock::time_point scheduled = steady_clock::time_point::max();  // when the timer fires
    milliseconds whole{0};
    milliseconds limit{0};
    std::uint64_t moved = 0;  // bytes since the phase's time began to count
    steady_clock::time_point last_moved;
    Phase phase = Phase::waiting;
    Cause cause = Cause::none;
    std::function<void()> abort;

    // Rather than having stopped early in the phase.
    bool trickled() const { return moved > 0 && last_moved > phase_end - limit / 2; }
    steady_clock::time_point end() const { return std::min(whole_end, phase_end); }

    void trip(Cause why) {
        if (cause != Cause::none) return;
        cause = why;
        if (auto action = std::exchange(abort, nullptr)) action();
    }

    // The timer is moved only to an earlier time; when it fires too early it is set anew. So progress(),
    // called for every piece of a body, costs nothing.
    void schedule() {
        if (end() >= scheduled) return;
        scheduled = end();
        timer.expires_at(scheduled);
        timer.async_wait([weak = weak_from_this()](const boost::system::error_code& ec) {
            const auto self = weak.lock();
            if (ec || !self) return;
            self->scheduled = steady_clock::time_point::max();
            if (!self->abort) return;
            if (steady_clock::now() < self->end()) return self->schedule();
            self->trip(self->whole_end <= self->phase_end ? Cause::whole : Cause::phase);
        });
    }
};

Watchdog::Watchdog(const boost::asio::any_io_executor& executor, milliseconds whole)
    : state_(std::make_shared<State>(executor)) {
    state_->whole = whole;
    if (whole.count() > 0) state_->whole_end = steady_clock::now() + whole;
}

Watchdog::~Watchdog() {
    state_->timer.cancel();
}

bool Watchdog::enter(Phase phase, milliseconds limit, std::function<void()> abort) {
    if (state_->cause != Cause::none) return false;
    state_->phase = phase;
    state_->limit = limit;
    state_->moved = 0;
    state_->phase_end = limit.count() > 0 ? steady_clock::now() + limit : steady_clock::time_point::max();
    if (steady_clock::now() >= state_->whole_end) {
        state_->cause = Cause::whole;
        return false;
    }
    state_->abort = std::move(abort);
    state_->schedule();
    return true;
}

void Watchdog::progress(std::size_t bytes) {
    // A read that the end of the time cut short tells of no bytes, and is no sign of life.
    if (bytes == 0 || tripped() || state_->limit.count() <= 0) return;
    state_->moved += bytes;
    state_->last_moved = steady_clock::now();
    if (state_->moved * 1000 < trickle * static_cast<std::uint64_t>(state_->limit.count())) return;
    state_->moved = 0;
    state_->phase_end = state_->last_moved + state_->limit;
}

void Watchdog::leave() {
    state_->abort = nullptr;
}

void Watchdog::cancel() {
    state_->trip(Cause::cancelled);
}

bool Watchdog::tripped() const {
    return state_->cause != Cause::none;
}

Error Watchdog::error(std::string what) const {
    Error error;
    error.what = std::move(what);
    if (state_->cause == Cause::cancelled) {
        error.exit_code = ExitCode::interrupted;
        error.why = "interrupted";
        return error;
    }
    error.exit_code = ExitCode::timed_out;
    if (state_->cause == Cause::whole) {
        error.why =
            fmt::format("not done within {}; it was {}", seconds(state_->whole), during(state_->phase));
        error.hint = "give it more time with --request-timeout";
    } else {
        error.why = phase_clause(state_->phase, state_->limit, state_->trickled());
        error.hint = state_->phase == Phase::awaiting_answer ? "give it more time with --request-timeout"
                                                             : "rasctl doctor";
    }
    return error;
}

std::optional<milliseconds> Watchdog::left() const {
    if (state_->whole_end == steady_clock::time_point::max()) return std::nullopt;
    return std::max(milliseconds(0),
                    std::chrono::duration_cast<milliseconds>(state_->whole_end - steady_clock::now()));
}

}  // namespace rasctl::http
