#include "system/signal_capture.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>

#include "error/error.hpp"

namespace rasctl::system {
namespace {

// A handler has no other way to learn where to write: it gets no argument of ours.
std::atomic<int> current_writer{-1};
std::atomic<bool> ends_on_second{false};
std::atomic<int> seen{0};
std::atomic<bool> stop_seen{false};
// The last stop since the outermost capture began; 0 for none.
std::atomic<int> stop_to_pass_on{0};
static_assert(std::atomic<int>::is_always_lock_free, "the handler may use only lock-free atomics");

void report(int writer, int signal) {
    const auto byte = static_cast<unsigned char>(signal);
    // A full pipe holds enough signals already.
    [[maybe_unused]] const auto written = ::write(writer, &byte, 1);
}

extern "C" void forward_signal(int signal) {
    const int saved = errno;
    if (signal == SIGINT || signal == SIGTERM || signal == SIGHUP) {
        stop_seen = true;
        stop_to_pass_on = signal;
    }
    if (seen.fetch_add(1) > 0 && ends_on_second.load()) ::_exit(static_cast<int>(ExitCode::interrupted));
    report(current_writer.load(), signal);
    errno = saved;
}

}  // namespace

SignalCapture::SignalCapture(std::span<const int> signals, OnSecond on_second) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) return;
    reader_ = Descriptor(ends[0]);
    writer_ = Descriptor(ends[1]);
    outer_writer_ = current_writer.exchange(writer_.get());
    outer_ends_on_second_ = ends_on_second.exchange(on_second == OnSecond::end_at_once);
    seen = 0;
    if (outer_writer_ == -1) stop_to_pass_on = 0;
    for (const int signal : signals) {
        struct sigaction action {};
        struct sigaction old {};
        if (::sigaction(signal, nullptr, &old) != 0 || old.sa_handler == SIG_IGN) continue;
        action.sa_handler = forward_signal;
        ::sigemptyset(&action.sa_mask);
        if (::sigaction(signal, &action, nullptr) == 0) previous_.push_back({signal, old});
    }
    if (const int before = stop_to_pass_on; before != 0) report(writer_.get(), before);
}

SignalCapture::~SignalCapture() {
    if (!reader_) return;
    for (const Previous& entry : previous_) ::sigaction(entry.signal, &entry.action, nullptr);
    ends_on_second = outer_ends_on_second_;
    current_writer = outer_writer_;
    seen = 0;
}

bool stop_captured() {
    return stop_seen;
}

std::optional<int> SignalCapture::take() {
    unsigned char byte = 0;
    if (!reader_ || ::read(reader_.get(), &byte, 1) != 1) return std::nullopt;
    return byte;
}

}  // namespace rasctl::system
