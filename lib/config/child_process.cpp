#include "config/child_process.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>

#include "system/ignored_signal.hpp"
#include "system/memory.hpp"
#include "system/pipe.hpp"
#include "system/process.hpp"
#include "system/readiness.hpp"
#include "system/signal_capture.hpp"
#include "system/terminal_control.hpp"
#include "terminal/signals.hpp"

namespace rasctl::config {
namespace {

using namespace std::chrono_literals;
using system::Descriptor;
using Clock = std::chrono::steady_clock;

// There is no portable way to wait for a process and descriptors at once, so we look at the process this
// often.
constexpr auto look_interval = 10ms;

Error cannot_start(int number) {
    return Error{
        .exit_code = ExitCode::refused, .what = "cannot start a process", .why = std::strerror(number)};
}

// Talks to the child until it ends.
class Conversation {
  public:
    Conversation(const ShellCommand& command, system::Process& child, Descriptor input, Descriptor output)
        : command_(command),
          child_(child),
          input_(std::move(input)),
          output_(std::move(output)),
          deadline_(Clock::now() + command.deadline),
          rest_(command.input) {}

    Result<ChildOutcome> run(system::SignalCapture& signals);

  private:
    void write_some();
    // False when nothing is there to read now.
    bool read_some();
    ChildOutcome finish(ChildEnd end, int code) { return {end, code, std::move(text_)}; }

    const ShellCommand& command_;
    system::Process& child_;
    Descriptor input_;
    Descriptor output_;
    Clock::time_point deadline_;
    std::string_view rest_;
    terminal::Secret text_;
};

void Conversation::write_some() {
    while (input_ && !rest_.empty()) {
        const auto count = system::write_some(input_.get(), rest_);
        if (count < 0 && errno == EAGAIN) return;
        // A command that does not want the input is not wrong for that.
        if (count < 0)
            rest_ = {};
        else
            rest_.remove_prefix(static_cast<std::size_t>(count));
    }
    input_.close();
}

bool Conversation::read_some() {
    std::array<char, 4096> chunk{};
    if (!output_) return false;
    const auto count = system::read_some(output_.get(), chunk);
    if (count > 0) {
        text_.append({chunk.data(), static_cast<std::size_t>(count)});
        system::wipe(chunk.data(), static_cast<std::size_t>(count));
        return true;
    }
    if (count == 0) output_.close();
    return false;
}

Result<ChildOutcome> Conversation::run(system::SignalCapture& signals) {
    while (true) {
        // The order matters: what is read after the end was seen is all that there is.
        const auto end = child_.ended();
        write_some();
        while (read_some()) {
            if (text_.size() > command_.most_output) return finish(ChildEnd::too_much_output, 0);
        }
        if (end && end->signal == 0) return finish(ChildEnd::exited, end->code);
        if (end && end->signal == SIGINT) return terminal::interrupted();
        if (end) return finish(ChildEnd::signalled, end->signal);
        if (signals.take()) return terminal::interrupted();
        if (Clock::now() >= deadline_) return finish(ChildEnd::timed_out, 0);
        std::array<system::Waiting, 3> waiting{
            {{output_.get()}, {signals.descriptor()}, {input_.get(), system::Readiness::to_write}}};
        system::wait_until_ready(waiting, look_interval);
    }
}

}  // namespace

Result<ChildOutcome> run(const ShellCommand& command) {
    auto input = system::make_pipe();
    auto output = system::make_pipe();
    if (!input || !output) return cannot_start(errno);
    system::make_non_blocking(input->writer);
    system::make_non_blocking(output->reader);
    const system::IgnoredSignal broken_pipe(SIGPIPE);
    // From before the start: a signal that ended us right after it would leave the command running.
    system::SignalCapture signals(terminal::stop_signals, system::OnSecond::report);
    system::NewProgram program{.executable = "/bin/sh",
                               .words = system::shell_words(command.command),
                               .variables = command.environment.as_strings(),
                               .input = input->reader.get(),
                               .output = output->writer.get(),
                               .own_group = true,
                               .grace = 200ms};
    system::Process child;
    const int failure = child.start(program);
    for (std::string& variable : program.variables) terminal::cleanse(variable);
    if (failure != 0) return cannot_start(failure);
    input->reader.close();
    output->writer.close();
    const system::Foreground foreground(child.number());
    return Conversation(command, child, std::move(input->writer), std::move(output->reader)).run(signals);
}

std::string describe_failure(const ChildOutcome& outcome, std::chrono::milliseconds deadline) {
    switch (outcome.end) {
        case ChildEnd::exited:
            if (outcome.code == 0) return {};
            if (outcome.code == 127) return "there is no such command";
            if (outcome.code == 126) return "it cannot be executed";
            return fmt::format("it ended with exit code {}", outcome.code);
        case ChildEnd::signalled:
            return fmt::format("it was ended by signal {}", outcome.code);
        case ChildEnd::timed_out:
            return fmt::format("it did not end within {:g} s", static_cast<double>(deadline.count()) / 1000);
        case ChildEnd::too_much_output:
            return "it printed more than a secret can be";
    }
    return {};
}

}  // namespace rasctl::config
