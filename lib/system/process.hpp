// Other processes: what they begin with, and how they end.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace rasctl::system {

// Stand for a descriptor in NewProgram: /dev/null, or what this process has there.
inline constexpr int nothing = -1;
inline constexpr int inherited = -2;

struct NewProgram {
    std::string executable;
    std::vector<std::string> words;      // its own name first
    std::vector<std::string> variables;  // NAME=VALUE
    int input = nothing;
    int output = nothing;
    int error = nothing;
    bool only_standard = false;  // no other descriptor of ours, not even one that was inherited
    bool own_group = false;      // a process group of its own, which ends with it
    bool plain_signals = false;  // all as a login shell has them; otherwise SIGINT and SIGPIPE only
    // How long it may take to end itself when asked to.
    std::chrono::milliseconds grace{1'000};
};

// The words that have a POSIX shell run the command, as program /bin/sh.
std::vector<std::string> shell_words(const std::string& command);

struct ProcessEnd {
    int code = 0;          // its exit code; 0 where a signal ended it
    int signal = 0;        // 0 where none did
    long most_memory = 0;  // that it had, in KiB
    // As a shell tells it.
    int status() const { return signal == 0 ? code : 128 + signal; }
};

// A process that this one has made. One that still runs when this goes is ended: asked to, then killed, its
// group with it where it has one.
class Process {
  public:
    Process() = default;
    ~Process() { end(); }
    Process(Process&& other) noexcept;
    Process& operator=(Process&&) = delete;
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    // Answers 0 or errno. Signals are not blocked in it.
    int start(NewProgram& program);
    // A copy of this process that does the work and ends with what it answers; nothing that this process has
    // buffered is written there. An exception of the work ends it with 1. Answers 0 or errno.
    int fork(const std::function<int()>& work);

    bool runs() const { return number_ > 0; }
    pid_t number() const { return number_; }
    // Whether it has ended; how, then.
    std::optional<ProcessEnd> ended();
    // Waits for it.
    ProcessEnd wait();
    // At once.
    void kill();

  private:
    void end();
    std::optional<ProcessEnd> look(int options);

    pid_t number_ = -1;
    bool has_group_ = false;
    std::chrono::milliseconds grace_{0};
};

// Makes this process the program, which has its descriptors and signals, SIGPIPE as usual. Comes back only
// where that failed: with errno.
int become(const std::string& executable, std::vector<std::string> words, std::vector<std::string> variables);

// The environment of this process, with a null pointer at its end.
char** process_environment();
void set_process_environment(char** variables);

}  // namespace rasctl::system
