#include "commands/run/start/child_program.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "system/pipe.hpp"
#include "system/process.hpp"
#include "system/readiness.hpp"
#include "system/signal_capture.hpp"
#include "terminal/signals.hpp"

namespace rasctl::commands {
namespace {

constexpr std::size_t most_output = std::size_t{64} << 20U;

Error cannot_run(const std::string& executable, int number) {
    return Error{.exit_code = ExitCode::usage,
                 .what = fmt::format("cannot run {}", executable),
                 .why = std::strerror(number)};
}

// One piece of what it writes; the descriptor is closed at the end.
void take(system::Descriptor& descriptor, std::string& text) {
    std::array<char, 16384> piece{};
    const auto count = system::read_some(descriptor.get(), piece);
    if (count > 0)
        text.append(piece.data(), static_cast<std::size_t>(count));
    else if (count == 0 || errno != EINTR)
        descriptor.close();
}

}  // namespace

Result<ChildResult> run_child(const ChildProgram& program) {
    auto output = system::make_pipe();
    auto error = system::make_pipe();
    if (!output || !error) return cannot_run(program.executable, errno);
    system::SignalCapture signals(terminal::stop_signals, system::OnSecond::report);
    system::NewProgram start{.executable = program.executable,
                             .words = program.arguments,
                             .variables = program.environment.as_strings(),
                             .output = output->writer.get(),
                             .error = error->writer.get(),
                             .only_standard = true,
                             .own_group = true,
                             .plain_signals = true};
    start.words.insert(start.words.begin(), program.executable);
    system::Process child;
    if (const int failure = child.start(start)) return cannot_run(program.executable, failure);
    output->writer.close();
    error->writer.close();
    ChildResult result;
    while (output->reader || error->reader) {
        std::array<system::Waiting, 3> waiting{
            {{output->reader.get()}, {error->reader.get()}, {signals.descriptor()}}};
        system::wait_until_ready(waiting);
        if (signals.take()) return terminal::interrupted();
        if (waiting[0].ready) take(output->reader, result.output);
        if (waiting[1].ready) take(error->reader, result.error);
        if (result.output.size() + result.error.size() > most_output)
            return Error{.exit_code = ExitCode::refused,
                         .what = fmt::format("{} was ended", program.executable),
                         .why = "it wrote more than 64 MiB"};
    }
    result.exit_code = child.wait().status();
    return result;
}

}  // namespace rasctl::commands
