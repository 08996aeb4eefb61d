#include "system/process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <thread>
#include <utility>

namespace rasctl::system {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// There is no portable way to wait for a process for a while, so it is looked at this often.
constexpr auto look_interval = 10ms;

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

// What is done between the making of a process and its program.
class Preparation {
  public:
    explicit Preparation(const NewProgram& program) {
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawnattr_init(&attributes_);
        standard(STDIN_FILENO, program.input, O_RDONLY);
        standard(STDOUT_FILENO, program.output, O_WRONLY);
        standard(STDERR_FILENO, program.error, O_WRONLY);
        if (program.only_standard) ::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
        sigset_t none, usual;
        ::sigemptyset(&none);
        ::sigemptyset(&usual);
        ::sigaddset(&usual, SIGPIPE);
        ::sigaddset(&usual, SIGINT);
        if (program.plain_signals) ::sigfillset(&usual);
        ::posix_spawnattr_setsigmask(&attributes_, &none);
        ::posix_spawnattr_setsigdefault(&attributes_, &usual);
        ::posix_spawnattr_setpgroup(&attributes_, 0);
        const int group = program.own_group ? POSIX_SPAWN_SETPGROUP : 0;
        ::posix_spawnattr_setflags(
            &attributes_, static_cast<short>(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | group));
    }
    ~Preparation() {
        ::posix_spawn_file_actions_destroy(&actions_);
        ::posix_spawnattr_destroy(&attributes_);
    }
    Preparation(const Preparation&) = delete;
    Preparation& operator=(const Preparation&) = delete;

    const posix_spawn_file_actions_t* actions() const { return &actions_; }
    const posix_spawnattr_t* attributes() const { return &attributes_; }

  private:
    void standard(int number, int source, int access) {
        if (source == nothing)
            ::posix_spawn_file_actions_addopen(&actions_, number, "/dev/null", access, 0);
        else if (source != inherited)
            ::posix_spawn_file_actions_adddup2(&actions_, source, number);
    }

    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

}  // namespace

std::vector<std::string> shell_words(const std::string& command) {
    return {"sh", "-c", command};
}

Process::Process(Process&& other) noexcept
    : number_(std::exchange(other.number_, -1)), has_group_(other.has_group_), grace_(other.grace_) {}

int Process::start(NewProgram& program) {
    const Preparation preparation(program);
    const int failure =
        ::posix_spawn(&number_, program.executable.c_str(), preparation.actions(), preparation.attributes(),
                      pointers_to(program.words).data(), pointers_to(program.variables).data());
    if (failure != 0) number_ = -1;
    has_group_ = program.own_group;
    grace_ = program.grace;
    return failure;
}

int Process::fork(const std::function<int()>& work) {
    number_ = ::fork();
    if (number_ != 0) return number_ < 0 ? errno : 0;
    // Not exit(): what the parent has buffered must not be written twice. Nor may an exception go on into
    // what is the parent's, and end its other processes.
    try {
        ::_exit(work());
    } catch (...) {
        ::_exit(1);
    }
}

std::optional<ProcessEnd> Process::look(int options) {
    int status = 0;
    rusage used{};
    pid_t found = -1;
    while (number_ > 0 && (found = ::wait4(number_, &status, options, &used)) < 0 && errno == EINTR) {
    }
    if (found == 0) return std::nullopt;
    number_ = -1;
    return ProcessEnd{.code = WIFEXITED(status) ? WEXITSTATUS(status) : 0,
                      .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0,
                      .most_memory = used.ru_maxrss};
}

std::optional<ProcessEnd> Process::ended() {
    return runs() ? look(WNOHANG) : std::nullopt;
}

ProcessEnd Process::wait() {
    return look(0).value_or(ProcessEnd{});
}

void Process::kill() {
    if (!runs()) return;
    ::kill(has_group_ ? -number_ : number_, SIGKILL);
    wait();
}

void Process::end() {
    if (!runs()) return;
    const pid_t whole = has_group_ ? -number_ : number_;
    ::kill(whole, SIGTERM);
    ::kill(whole, SIGCONT);
    const auto deadline = Clock::now() + grace_;
    while (!ended() && Clock::now() < deadline) std::this_thread::sleep_for(look_interval);
    // What is left of the group, also when its first process has ended politely.
    if (has_group_) ::kill(whole, SIGKILL);
    kill();
}

int become(const std::string& executable, std::vector<std::string> words,
           std::vector<std::string> variables) {
    // main() ignores it, which a program would go on doing.
    std::signal(SIGPIPE, SIG_DFL);
    ::execve(executable.c_str(), pointers_to(words).data(), pointers_to(variables).data());
    return errno;
}

char** process_environment() {
    return environ;
}

void set_process_environment(char** variables) {
    environ = variables;
}

}  // namespace rasctl::system
