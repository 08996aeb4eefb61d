#include "terminal/pager.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <optional>
#include <string>
#include <vector>

#include "system/path_search.hpp"
#include "terminal/descriptor.hpp"
#include "terminal/ignored_signal.hpp"
#include "text/cut.hpp"

namespace rasctl::terminal {
namespace {

// The shell command of the pager; nothing when the text is to be written plainly.
std::optional<std::string> pager_command(const Environment& environment) {
    auto command = environment.find("RASCTL_PAGER");
    if (!command) command = environment.find("PAGER");
    if (!command) {
        const bool usable = environment.find_filled("TERM").value_or("dumb") != "dumb" &&
                            system::find_program(environment.find_filled("PATH"), "less");
        return usable ? std::optional<std::string>("less") : std::nullopt;
    }
    if (command->find_first_not_of(' ') == std::string::npos || *command == "cat") return std::nullopt;
    return command;
}

struct Pager {
    pid_t process = -1;
    Descriptor input;
};

std::optional<Pager> start(std::string command, Environment environment) {
    if (!environment.find("LESS")) environment.set("LESS", "FRX");
    if (!environment.find("LV")) environment.set("LV", "-c");
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
    const Descriptor reader(ends[0]);
    Pager pager{-1, Descriptor(ends[1])};

    std::vector<std::string> variables = environment.as_strings();
    std::vector<char*> variable_pointers;
    variable_pointers.reserve(variables.size() + 1);
    for (std::string& variable : variables) variable_pointers.push_back(variable.data());
    variable_pointers.push_back(nullptr);
    std::string shell = "sh";
    std::string flag = "-c";
    std::array<char*, 4> arguments{shell.data(), flag.data(), command.data(), nullptr};

    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawnattr_init(&attributes);
    ::posix_spawn_file_actions_adddup2(&actions, reader.get(), STDIN_FILENO);
    sigset_t defaults;
    ::sigemptyset(&defaults);
    ::sigaddset(&defaults, SIGPIPE);
    ::sigaddset(&defaults, SIGINT);
    ::posix_spawnattr_setsigdefault(&attributes, &defaults);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    const int failure = ::posix_spawn(&pager.process, "/bin/sh", &actions, &attributes, arguments.data(),
                                      variable_pointers.data());
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    if (failure != 0) return std::nullopt;
    return pager;
}

// Whether the pager ran; the shell answers 126 or 127 when it could not start it.
bool run(const std::string& command, std::string_view text, const Environment& environment) {
    // Ctrl-C belongs to the pager while it runs, and a reader that leaves early must not end us.
    const IgnoredSignal interrupts(SIGINT);
    const IgnoredSignal broken_pipe(SIGPIPE);
    auto pager = start(command, environment);
    if (!pager) return false;
    while (!text.empty()) {
        const auto count = ::write(pager->input.get(), text.data(), text.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) break;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    pager->input.close();
    int status = 0;
    while (::waitpid(pager->process, &status, 0) < 0 && errno == EINTR) {
    }
    return !(WIFEXITED(status) && (WEXITSTATUS(status) == 126 || WEXITSTATUS(status) == 127));
}

}  // namespace

bool is_longer_than(std::string_view text, int rows, int columns) {
    std::size_t lines = 0;
    while (!text.empty()) {
        const std::size_t length = cut(text, '\n').size();
        lines += 1 + (columns > 0 && length > 0 ? (length - 1) / static_cast<std::size_t>(columns) : 0);
        if (lines > static_cast<std::size_t>(std::max(rows, 0))) return true;
    }
    return false;
}

bool show_in_pager(std::string_view text, const Environment& environment) {
    const auto command = pager_command(environment);
    return command && run(*command, text, environment);
}

}  // namespace rasctl::terminal
