#include "terminal/tty_question.hpp"

#include <poll.h>
#include <strings.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <optional>
#include <system_error>

#include "terminal/signal_capture.hpp"
#include "terminal/signals.hpp"

namespace rasctl::terminal {
namespace {

constexpr std::array captured_signals{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU};
constexpr std::size_t longest_answer = 4096;

bool is_stop(int signal) {
    return signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

// Turns the echo off until it is destroyed.
class WithoutEcho {
  public:
    explicit WithoutEcho(int descriptor) : descriptor_(descriptor) {
        if (::tcgetattr(descriptor_, &before_) != 0) return;
        termios without = before_;
        without.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL);
        // What was typed ahead was typed with the echo on, so it is no secret and not the answer.
        changed_ = ::tcsetattr(descriptor_, TCSAFLUSH, &without) == 0;
    }
    ~WithoutEcho() {
        if (changed_) ::tcsetattr(descriptor_, TCSANOW, &before_);
    }
    WithoutEcho(const WithoutEcho&) = delete;
    WithoutEcho& operator=(const WithoutEcho&) = delete;
    bool done() const { return changed_; }

  private:
    int descriptor_;
    termios before_{};
    bool changed_ = false;
};

Error terminal_failed(int number) {
    return Error{.exit_code = ExitCode::usage,
                 .what = "cannot read from the terminal",
                 .why = std::generic_category().message(number),
                 .hint = ""};
}

void show(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const auto count = ::write(descriptor, text.data(), text.size());
        if (count < 0) return;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
}

// What waiting for the answer ended with.
struct Outcome {
    Result<Secret> answer;
    int signal = 0;  // the signal that ended it, or 0
};

Outcome read_answer(int descriptor, SignalCapture& signals) {
    Secret answer;
    std::array<char, longest_answer> chunk{};
    std::array<pollfd, 2> waiting{pollfd{descriptor, POLLIN, 0}, pollfd{signals.descriptor(), POLLIN, 0}};
    while (true) {
        const int ready = ::poll(waiting.data(), waiting.size(), -1);
        if (ready < 0 && errno != EINTR) return {terminal_failed(errno)};
        if (const auto signal = signals.take()) return {interrupted(), *signal};
        if (ready <= 0 || waiting[0].revents == 0) continue;
        const auto count = ::read(descriptor, chunk.data(), chunk.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return {terminal_failed(errno)};
        if (count == 0) return {interrupted()};
        answer.append({chunk.data(), static_cast<std::size_t>(count)});
        ::explicit_bzero(chunk.data(), static_cast<std::size_t>(count));
        if (answer.expose().ends_with('\n')) {
            answer.strip_line_end();
            return {std::move(answer)};
        }
    }
}

Outcome ask_once(int descriptor, std::string_view question, Echo echo) {
    SignalCapture signals(captured_signals, OnSecond::report);
    std::optional<WithoutEcho> hidden;
    if (echo == Echo::off) {
        hidden.emplace(descriptor);
        if (!hidden->done()) {
            if (const auto signal = signals.take()) return {interrupted(), *signal};
            return {terminal_failed(errno)};
        }
    }
    show(descriptor, question);
    Outcome outcome = read_answer(descriptor, signals);
    // The line end that was typed was not shown; after Ctrl-C the next line must not start behind the
    // question.
    if (echo == Echo::off || !outcome.answer) show(descriptor, "\n");
    return outcome;
}

}  // namespace

Result<Secret> ask_on_tty(int descriptor, std::string_view question, Echo echo) {
    while (true) {
        Outcome outcome = ask_once(descriptor, question, echo);
        if (!is_stop(outcome.signal)) return std::move(outcome.answer);
        // Echo and handlers are as before; now the stop takes its course, and we go on here afterwards.
        ::raise(outcome.signal);
    }
}

}  // namespace rasctl::terminal
