#include "terminal/tty_question.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <optional>
#include <system_error>

#include "system/file.hpp"
#include "system/memory.hpp"
#include "system/readiness.hpp"
#include "system/signal_capture.hpp"
#include "system/terminal_control.hpp"
#include "terminal/signals.hpp"

namespace rasctl::terminal {
namespace {

constexpr std::array captured_signals{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU};
constexpr std::size_t longest_answer = 4096;

bool is_stop(int signal) {
    return signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

Error terminal_failed(int number) {
    return Error{.exit_code = ExitCode::usage,
                 .what = "cannot read from the terminal",
                 .why = std::generic_category().message(number),
                 .hint = ""};
}

void show(int descriptor, std::string_view text) {
    // Whoever is asked still answers where the question could not be shown.
    [[maybe_unused]] const int number = system::write_all(descriptor, text);
}

// What waiting for the answer ended with.
struct Outcome {
    Result<Secret> answer;
    int signal = 0;  // the signal that ended it, or 0
};

Outcome read_answer(int descriptor, system::SignalCapture& signals) {
    Secret answer;
    std::array<char, longest_answer> chunk{};
    std::array<system::Waiting, 2> waiting{{{descriptor}, {signals.descriptor()}}};
    while (true) {
        const int number = system::wait_until_ready(waiting);
        if (number != 0 && number != EINTR) return {terminal_failed(number)};
        if (const auto signal = signals.take()) return {interrupted(), *signal};
        if (!waiting[0].ready) continue;
        const auto count = system::read_some(descriptor, chunk);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return {terminal_failed(errno)};
        if (count == 0) return {interrupted()};
        answer.append({chunk.data(), static_cast<std::size_t>(count)});
        system::wipe(chunk.data(), static_cast<std::size_t>(count));
        if (answer.expose().ends_with('\n')) {
            answer.strip_line_end();
            return {std::move(answer)};
        }
    }
}

Outcome ask_once(int descriptor, std::string_view question, Echo echo) {
    system::SignalCapture signals(captured_signals, system::OnSecond::report);
    std::optional<system::WithoutEcho> hidden;
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
