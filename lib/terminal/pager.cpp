#include "terminal/pager.hpp"

#include <algorithm>
#include <csignal>
#include <optional>
#include <string>
#include <vector>

#include "system/file.hpp"
#include "system/ignored_signal.hpp"
#include "system/path_search.hpp"
#include "system/pipe.hpp"
#include "system/process.hpp"
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

// Whether the pager ran; the shell answers 126 or 127 when it could not start it.
bool run(const std::string& command, std::string_view text, Environment environment) {
    // Ctrl-C belongs to the pager while it runs, and a reader that leaves early must not end us.
    const system::IgnoredSignal interrupts(SIGINT);
    const system::IgnoredSignal broken_pipe(SIGPIPE);
    auto pipe = system::make_pipe();
    if (!pipe) return false;
    if (!environment.find("LESS")) environment.set("LESS", "FRX");
    if (!environment.find("LV")) environment.set("LV", "-c");
    system::NewProgram program{.executable = "/bin/sh",
                               .words = system::shell_words(command),
                               .variables = environment.as_strings(),
                               .input = pipe->reader.get(),
                               .output = system::inherited,
                               .error = system::inherited};
    system::Process pager;
    if (pager.start(program) != 0) return false;
    pipe->reader.close();
    [[maybe_unused]] const int left_early = system::write_all(pipe->writer.get(), text);
    pipe->writer.close();
    const int code = pager.wait().code;
    return code != 126 && code != 127;
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
