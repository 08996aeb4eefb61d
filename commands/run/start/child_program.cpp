#include "commands/run/start/child_program.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <optional>
#include <thread>

#include "terminal/descriptor.hpp"
#include "terminal/signal_capture.hpp"
#include "terminal/signals.hpp"

namespace rasctl::commands {
namespace {

using namespace std::chrono_literals;
using terminal::Descriptor;

constexpr std::size_t most_output = std::size_t{64} << 20U;

Error cannot_run(const std::string& executable, int number) {
    return Error{.exit_code = ExitCode::usage,
                 .what = fmt::format("cannot run {}", executable),
                 .why = std::strerror(number)};
}

struct Pipe {
    Descriptor reader, writer;
};

std::optional<Pipe> make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
    return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

// The process, ended with its group when it is still there in the end.
class Child {
  public:
    Child() = default;
    ~Child() { end(); }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    // Answers errno, or 0.
    int start(const ChildProgram& program, int output, int error);
    int wait() {
        int status = 0;
        while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
        }
        process_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

  private:
    void end() {
        if (process_ <= 0) return;
        ::kill(-process_, SIGTERM);
        ::kill(-process_, SIGCONT);
        constexpr int looks = 100;
        for (int i = 0; i < looks; ++i) {
            if (::waitpid(process_, nullptr, WNOHANG) != 0) {
                ::kill(-process_, SIGKILL);
                return;
            }
            std::this_thread::sleep_for(10ms);
        }
        ::kill(-process_, SIGKILL);
        wait();
    }

    pid_t process_ = -1;
};

int Child::start(const ChildProgram& program, int output, int error) {
    std::vector<std::string> words = program.arguments;
    words.insert(words.begin(), program.executable);
    std::vector<std::string> variables = program.environment.as_strings();
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawnattr_init(&attributes);
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, error, STDERR_FILENO);
    ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    sigset_t all, none;
    ::sigfillset(&all);
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigdefault(&attributes, &all);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    ::posix_spawnattr_setflags(&attributes,
                               POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    const int failure = ::posix_spawn(&process_, program.executable.c_str(), &actions, &attributes,
                                      pointers_to(words).data(), pointers_to(variables).data());
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    if (failure != 0) process_ = -1;
    return failure;
}

// One piece of what it writes; the descriptor is closed at the end.
void take(Descriptor& descriptor, std::string& text) {
    std::array<char, 16384> piece{};
    const ssize_t count = ::read(descriptor.get(), piece.data(), piece.size());
    if (count > 0)
        text.append(piece.data(), static_cast<std::size_t>(count));
    else if (count == 0 || errno != EINTR)
        descriptor.close();
}

}  // namespace

Result<ChildResult> run_child(const ChildProgram& program) {
    auto output = make_pipe();
    auto error = make_pipe();
    if (!output || !error) return cannot_run(program.executable, errno);
    terminal::SignalCapture signals(terminal::stop_signals, terminal::OnSecond::report);
    Child child;
    if (const int failure = child.start(program, output->writer.get(), error->writer.get()))
        return cannot_run(program.executable, failure);
    output->writer.close();
    error->writer.close();
    ChildResult result;
    while (output->reader || error->reader) {
        std::array<pollfd, 3> waiting{pollfd{output->reader.get(), POLLIN, 0},
                                      pollfd{error->reader.get(), POLLIN, 0},
                                      pollfd{signals.descriptor(), POLLIN, 0}};
        const int ready = ::poll(waiting.data(), waiting.size(), -1);
        if (signals.take()) return terminal::interrupted();
        if (ready <= 0) continue;
        if (waiting[0].revents != 0) take(output->reader, result.output);
        if (waiting[1].revents != 0) take(error->reader, result.error);
        if (result.output.size() + result.error.size() > most_output)
            return Error{.exit_code = ExitCode::refused,
                         .what = fmt::format("{} was ended", program.executable),
                         .why = "it wrote more than 64 MiB"};
    }
    result.exit_code = child.wait();
    return result;
}

}  // namespace rasctl::commands
