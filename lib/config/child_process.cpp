#include "config/child_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>
#include <thread>
#include <vector>

#include "terminal/descriptor.hpp"
#include "terminal/ignored_signal.hpp"
#include "terminal/signal_capture.hpp"
#include "terminal/signals.hpp"

namespace rasctl::config {
namespace {

using namespace std::chrono_literals;
using terminal::Descriptor;
using Clock = std::chrono::steady_clock;

// There is no portable way to wait for a process and descriptors at once, so we look at the process this
// often.
constexpr auto look_interval = 10ms;
constexpr auto grace_before_kill = 200ms;

struct Ends {
    Descriptor reader;
    Descriptor writer;
};

std::optional<Ends> make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
    return Ends{Descriptor(ends[0]), Descriptor(ends[1])};
}

void make_non_blocking(const Descriptor& descriptor) {
    ::fcntl(descriptor.get(), F_SETFL, O_NONBLOCK);
}

Error cannot_start(int number) {
    return Error{
        .exit_code = ExitCode::refused, .what = "cannot start a process", .why = std::strerror(number)};
}

// Makes another process group the terminal's foreground, and takes it back in the end. Does nothing when we
// are not in the foreground ourselves.
class Foreground {
  public:
    explicit Foreground(pid_t group) : terminal_(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)) {
        if (!terminal_ || ::tcgetpgrp(terminal_.get()) != ::getpgrp()) return;
        given_ = ::tcsetpgrp(terminal_.get(), group) == 0;
        // It may have been stopped by reading from the terminal before we got here.
        if (given_) ::kill(-group, SIGCONT);
    }
    ~Foreground() {
        if (!given_) return;
        const terminal::IgnoredSignal as_background(SIGTTOU);
        ::tcsetpgrp(terminal_.get(), ::getpgrp());
    }
    Foreground(const Foreground&) = delete;
    Foreground& operator=(const Foreground&) = delete;

  private:
    Descriptor terminal_;
    bool given_ = false;
};

// A spawned shell; killed with its group when it is still there in the end.
class Child {
  public:
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    Child() = default;
    ~Child() { kill_group(); }

    int start(const ShellCommand& command, int input, int output);
    pid_t process() const { return process_; }
    // Whether it has ended; its status then.
    std::optional<int> ended() {
        int status = 0;
        if (process_ <= 0 || ::waitpid(process_, &status, WNOHANG) != process_) return std::nullopt;
        process_ = -1;
        return status;
    }
    void kill_group();

  private:
    pid_t process_ = -1;
};

int Child::start(const ShellCommand& command, int input, int output) {
    std::vector<std::string> variables = command.environment.as_strings();
    std::vector<char*> pointers;
    pointers.reserve(variables.size() + 1);
    for (std::string& variable : variables) pointers.push_back(variable.data());
    pointers.push_back(nullptr);
    std::string shell = "sh";
    std::string flag = "-c";
    std::string text = command.command;
    std::array<char*, 4> arguments{shell.data(), flag.data(), text.data(), nullptr};

    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawnattr_init(&attributes);
    ::posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    sigset_t defaults;
    ::sigemptyset(&defaults);
    ::sigaddset(&defaults, SIGPIPE);
    sigset_t nothing_blocked;
    ::sigemptyset(&nothing_blocked);
    ::posix_spawnattr_setsigdefault(&attributes, &defaults);
    ::posix_spawnattr_setsigmask(&attributes, &nothing_blocked);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    ::posix_spawnattr_setflags(&attributes,
                               POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    const int failure =
        ::posix_spawn(&process_, "/bin/sh", &actions, &attributes, arguments.data(), pointers.data());
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    for (std::string& variable : variables) terminal::cleanse(variable);
    if (failure != 0) process_ = -1;
    return failure;
}

void Child::kill_group() {
    if (process_ <= 0) return;
    const pid_t group = process_;
    ::kill(-group, SIGTERM);
    ::kill(-group, SIGCONT);
    const auto deadline = Clock::now() + grace_before_kill;
    while (!ended() && Clock::now() < deadline) std::this_thread::sleep_for(look_interval);
    // What is left of the group, also when its first process has ended politely.
    ::kill(-group, SIGKILL);
    if (process_ <= 0) return;
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
}

// Talks to the child until it ends.
class Conversation {
  public:
    Conversation(const ShellCommand& command, Child& child, Descriptor input, Descriptor output)
        : command_(command),
          child_(child),
          input_(std::move(input)),
          output_(std::move(output)),
          deadline_(Clock::now() + command.deadline),
          rest_(command.input) {}

    Result<ChildOutcome> run(terminal::SignalCapture& signals);

  private:
    void write_some();
    // False when nothing is there to read now.
    bool read_some();
    ChildOutcome finish(ChildEnd end, int code) { return {end, code, std::move(text_)}; }

    const ShellCommand& command_;
    Child& child_;
    Descriptor input_;
    Descriptor output_;
    Clock::time_point deadline_;
    std::string_view rest_;
    terminal::Secret text_;
};

void Conversation::write_some() {
    while (input_ && !rest_.empty()) {
        const auto count = ::write(input_.get(), rest_.data(), rest_.size());
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
    const auto count = ::read(output_.get(), chunk.data(), chunk.size());
    if (count > 0) {
        text_.append({chunk.data(), static_cast<std::size_t>(count)});
        ::explicit_bzero(chunk.data(), static_cast<std::size_t>(count));
        return true;
    }
    if (count == 0) output_.close();
    return false;
}

Result<ChildOutcome> Conversation::run(terminal::SignalCapture& signals) {
    while (true) {
        // The order matters: what is read after the end was seen is all that there is.
        const auto status = child_.ended();
        write_some();
        while (read_some()) {
            if (text_.size() > command_.most_output) return finish(ChildEnd::too_much_output, 0);
        }
        if (status && WIFEXITED(*status)) return finish(ChildEnd::exited, WEXITSTATUS(*status));
        if (status && WTERMSIG(*status) == SIGINT) return terminal::interrupted();
        if (status) return finish(ChildEnd::signalled, WTERMSIG(*status));
        if (signals.take()) return terminal::interrupted();
        if (Clock::now() >= deadline_) return finish(ChildEnd::timed_out, 0);
        std::array<pollfd, 3> waiting{pollfd{output_.get(), POLLIN, 0},
                                      pollfd{signals.descriptor(), POLLIN, 0},
                                      pollfd{input_.get(), POLLOUT, 0}};
        ::poll(waiting.data(), waiting.size(), static_cast<int>(look_interval / 1ms));
    }
}

}  // namespace

Result<ChildOutcome> run(const ShellCommand& command) {
    auto input = make_pipe();
    auto output = make_pipe();
    if (!input || !output) return cannot_start(errno);
    make_non_blocking(input->writer);
    make_non_blocking(output->reader);
    const terminal::IgnoredSignal broken_pipe(SIGPIPE);
    // From before the start: a signal that ended us right after it would leave the command running.
    terminal::SignalCapture signals(terminal::stop_signals, terminal::OnSecond::report);
    Child child;
    if (const int failure = child.start(command, input->reader.get(), output->writer.get()))
        return cannot_start(failure);
    input->reader.close();
    output->writer.close();
    const Foreground foreground(child.process());
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
