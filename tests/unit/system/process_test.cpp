#include "system/process.hpp"

#include <catch2/catch.hpp>
#include <csignal>
#include <string>

#include "system/descriptor.hpp"
#include "system/ignored_signal.hpp"
#include "system/pipe.hpp"

using namespace rasctl::system;
using namespace std::chrono_literals;

namespace {

std::string everything_from(const Descriptor& reader) {
    std::string text;
    std::array<char, 512> piece{};
    for (;;) {
        const auto count = read_some(reader.get(), piece);
        if (count <= 0) return text;
        text.append(piece.data(), static_cast<std::size_t>(count));
    }
}

NewProgram shell(const std::string& command) {
    return {
        .executable = "/bin/sh", .words = shell_words(command), .variables = {"PATH=/usr/bin:/bin", "A=b c"}};
}

// What the command writes.
std::string output_of(NewProgram program) {
    auto pipe = make_pipe();
    REQUIRE(pipe);
    program.output = pipe->writer.get();
    Process process;
    REQUIRE(process.start(program) == 0);
    pipe->writer.close();
    std::string text = everything_from(pipe->reader);
    process.wait();
    return text;
}

}  // namespace

TEST_CASE("a program gets its words and variables, and tells how it ended") {
    CHECK(output_of(shell("echo \"$A\"")) == "b c\n");
    Process process;
    auto program = shell("exit 7");
    REQUIRE(process.start(program) == 0);
    const ProcessEnd end = process.wait();
    CHECK(end.code == 7);
    CHECK(end.signal == 0);
    CHECK(end.status() == 7);
    CHECK_FALSE(process.runs());
    program = shell("kill -TERM $$");
    REQUIRE(process.start(program) == 0);
    CHECK(process.wait().status() == 128 + SIGTERM);
}

TEST_CASE("a program that is not there is an errno, and no process") {
    NewProgram program{.executable = "/nowhere/at-all", .words = {"x"}, .variables = {}};
    Process process;
    CHECK(process.start(program) == ENOENT);
    CHECK_FALSE(process.runs());
    CHECK_FALSE(process.ended());
}

TEST_CASE("what is not given is /dev/null, and no other descriptor is left where none is wanted") {
    CHECK(output_of(shell("readlink /proc/self/fd/0")) == "/dev/null\n");
    const Descriptor left_open(duplicate(standard_error));  // inherited by programs
    auto program = shell("ls /proc/self/fd");
    const std::string number = std::to_string(left_open.get()) + "\n";
    CHECK(output_of(program).find(number) != std::string::npos);
    // ls opens the folder itself.
    program = shell("echo >&" + std::to_string(left_open.get()) + " || echo closed");
    program.only_standard = true;
    CHECK(output_of(program) == "closed\n");
}

TEST_CASE("ignored signals are not handed on") {
    const IgnoredSignal pipe(SIGPIPE);
    const IgnoredSignal quit(SIGQUIT);
    auto program = shell("grep SigIgn /proc/self/status");
    CHECK((std::stoull(output_of(program).substr(7), nullptr, 16) & (1ULL << (SIGPIPE - 1))) == 0);
    CHECK((std::stoull(output_of(program).substr(7), nullptr, 16) & (1ULL << (SIGQUIT - 1))) != 0);
    program.plain_signals = true;
    // Those above are real-time signals and the C library's own.
    CHECK((std::stoull(output_of(program).substr(7), nullptr, 16) & 0x7fffffffULL) == 0);
}

TEST_CASE("a process that goes out of sight ends, with its group where it has one") {
    auto pipe = make_pipe();
    REQUIRE(pipe);
    {
        auto program = shell("trap '' TERM; (trap '' TERM; echo; sleep 600) & echo; wait");
        program.output = pipe->writer.get();
        program.own_group = true;
        program.grace = 10ms;
        Process process;
        REQUIRE(process.start(program) == 0);
        pipe->writer.close();
        std::array<char, 2> both{};
        REQUIRE(read_whole(pipe->reader.get(), both));
        CHECK_FALSE(process.ended());
    }
    // The end of the pipe: nobody of them is left.
    CHECK(everything_from(pipe->reader).empty());
}

TEST_CASE("a fork does its work and ends with the answer") {
    auto channel = make_channel();
    REQUIRE(channel);
    Process process;
    REQUIRE(process.fork([&] {
        channel->ours.close();
        return send_all(channel->others.get(), "done") ? 5 : 6;
    }) == 0);
    channel->others.close();
    CHECK(everything_from(channel->ours) == "done");
    CHECK(process.wait().code == 5);
    // Nobody is there, and no signal says so.
    CHECK_FALSE((send_all(channel->ours.get(), "x") && send_all(channel->ours.get(), "x")));
}

TEST_CASE("an exception ends the fork, and nothing of its parent") {
    Process other, throwing;
    auto program = shell("sleep 600");
    REQUIRE(other.start(program) == 0);
    REQUIRE(throwing.fork([]() -> int { throw std::bad_alloc(); }) == 0);
    CHECK(throwing.wait().code == 1);
    CHECK_FALSE(other.ended());
}

TEST_CASE("a process can be ended at once") {
    Process process;
    auto program = shell("sleep 600");
    REQUIRE(process.start(program) == 0);
    CHECK_FALSE(process.ended());
    process.kill();
    CHECK_FALSE(process.runs());
}
