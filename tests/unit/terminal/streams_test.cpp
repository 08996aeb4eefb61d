#include "terminal/streams.hpp"

#include <fcntl.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <cstring>
#include <thread>

#include "system/terminal_control.hpp"

using namespace rasctl;
using namespace rasctl::terminal;
using rasctl::system::Descriptor;

namespace {

struct Pipe {
    Pipe() {
        std::array<int, 2> ends{};
        REQUIRE(::pipe(ends.data()) == 0);
        reader = Descriptor(ends[0]);
        writer = Descriptor(ends[1]);
    }
    Descriptor reader;
    Descriptor writer;
};

}  // namespace

TEST_CASE("output gathers and is flushed") {
    const Pipe pipe;
    ::fcntl(pipe.reader.get(), F_SETFL, O_NONBLOCK);
    Output out = Output::to_descriptor(pipe.writer.get(), "stdout", Output::Buffering::block);
    REQUIRE(out.write("hello").has_value());
    std::array<char, 16> got{};
    CHECK(::read(pipe.reader.get(), got.data(), got.size()) == -1);
    REQUIRE(out.flush().has_value());
    CHECK(::read(pipe.reader.get(), got.data(), got.size()) == 5);
}

TEST_CASE("output that is shown its own way is not written") {
    const Pipe pipe;
    ::fcntl(pipe.reader.get(), F_SETFL, O_NONBLOCK);
    Output out = Output::to_descriptor(pipe.writer.get(), "stdout", Output::Buffering::none);
    std::string shown;
    out.gather_for([&](std::string_view text) {
        shown = text;
        return text.size() > 5;
    });
    const std::string large(100'000, 'x');
    REQUIRE(out.write(large).has_value());
    CHECK(shown.empty());
    REQUIRE(out.flush().has_value());
    CHECK(shown == large);
    std::array<char, 16> got{};
    CHECK(::read(pipe.reader.get(), got.data(), got.size()) == -1);
    REQUIRE(out.write("short").has_value());
    REQUIRE(out.flush().has_value());
    CHECK(::read(pipe.reader.get(), got.data(), got.size()) == 5);
}

TEST_CASE("a reader that went away ends quietly") {
    ::signal(SIGPIPE, SIG_IGN);
    Pipe pipe;
    pipe.reader.close();
    Output out = Output::to_descriptor(pipe.writer.get(), "stdout", Output::Buffering::none);
    const auto written = out.write("x");
    REQUIRE_FALSE(written.has_value());
    CHECK(is_quiet(written.error()));
    CHECK_FALSE(out.write("y").has_value());
    CHECK_FALSE(out.flush().has_value());
}

TEST_CASE("a full disk is an error at the flush") {
    const Descriptor full(::open("/dev/full", O_WRONLY));
    if (!full) return;
    Output out = Output::to_descriptor(full.get(), "stdout", Output::Buffering::block);
    REQUIRE(out.write("x").has_value());
    const auto flushed = out.flush();
    REQUIRE_FALSE(flushed.has_value());
    CHECK(flushed.error().exit_code == ExitCode::refused);
    CHECK(flushed.error().what == "cannot write to stdout");
    CHECK_FALSE(is_quiet(flushed.error()));
}

TEST_CASE("a closed stdout is an error, also when another file is opened later") {
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(STDOUT_FILENO);
        system::occupy_closed_standard_descriptors();
        Streams streams = Streams::of_process({});
        static_cast<void>(streams.out().write("x"));
        const auto flushed = streams.out().flush();
        ::_exit(!flushed && flushed.error().exit_code == ExitCode::refused ? 0 : 1);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("lines of the input") {
    Input input = Input::from_memory("one\r\ntwo\n\nlast");
    CHECK(input.read_line().value() == "one");
    CHECK(input.read_line().value() == "two");
    CHECK(input.read_line().value() == "");
    CHECK(input.read_line().value() == "last");
    CHECK_FALSE(input.read_line().value().has_value());
}

TEST_CASE("lines that come in pieces") {
    Pipe pipe;
    Input input = Input::from_descriptor(pipe.reader.get(), "stdin");
    const std::string text = std::string(100000, 'a') + "\nb";
    const pid_t child = ::fork();
    if (child == 0) {
        for (std::size_t at = 0; at < text.size(); at += 1000) {
            if (::write(pipe.writer.get(), text.data() + at, std::min<std::size_t>(1000, text.size() - at)) <
                0)
                break;
        }
        ::_exit(0);
    }
    pipe.writer.close();
    CHECK(input.read_line().value() == std::string(100000, 'a'));
    CHECK(input.read_line().value() == "b");
    CHECK_FALSE(input.read_line().value().has_value());
    ::waitpid(child, nullptr, 0);
}

TEST_CASE("all of the input, within a limit") {
    CHECK(Input::from_memory("abc").read_all(3).value() == "abc");
    CHECK(Input::from_memory("abcd").read_all(3).error().exit_code == ExitCode::usage);
}

TEST_CASE("a secret from stdin") {
    CHECK(Input::from_memory("hunter2\n").read_secret_line().value().expose() == "hunter2");
    CHECK(Input::from_memory("hunter2").read_secret_line().value().expose() == "hunter2");
    CHECK(Input::from_memory("").read_secret_line().error().exit_code == ExitCode::usage);
    CHECK(Input::from_memory("\n").read_secret_line().error().why == "the first line is empty");
    CHECK(Input::from_memory(std::string(100'000, 'x')).read_secret_line().error().exit_code ==
          ExitCode::usage);
}

TEST_CASE("the width is that of the terminal") {
    CHECK(Streams::in_memory().output_width() == 80);
    CHECK(Streams::in_memory({.columns = 40}).output_width() == 80);
    CHECK(Streams::in_memory({.output_is_terminal = true, .columns = 40}).output_width() == 40);
    int master = -1;
    int slave = -1;
    const winsize size{24, 133, 0, 0};
    REQUIRE(::openpty(&master, &slave, nullptr, nullptr, &size) == 0);
    CHECK(system::is_terminal(slave));
    CHECK(system::columns_of(slave) == 133);
    ::close(master);
    ::close(slave);
}

TEST_CASE("words go to stderr") {
    Streams streams = Streams::in_memory();
    REQUIRE(streams.say("done").has_value());
    CHECK(streams.err().text() == "done\n");
    CHECK(streams.out().text().empty());
}

TEST_CASE("a byte order mark before text is skipped, however it arrives") {
    for (const std::string& text : {std::string("\xEF\xBB\xBFname\nx"), std::string("name\nx")}) {
        auto memory = Input::from_memory(text);
        CHECK(memory.read_line().value() == "name");
        for (std::size_t piece : {1U, 2U, 100U}) {
            int ends[2];
            REQUIRE(::pipe2(ends, O_NONBLOCK) == 0);
            Input input = Input::from_descriptor(ends[0], "stdin");
            std::thread writing([&] {
                for (std::size_t at = 0; at < text.size(); at += piece)
                    [[maybe_unused]] const auto count =
                        ::write(ends[1], text.data() + at, std::min(piece, text.size() - at));
                ::close(ends[1]);
            });
            CHECK(input.read_line().value() == "name");
            CHECK(input.read_all(100).value() == "x");
            writing.join();
            ::close(ends[0]);
        }
    }
    CHECK(Input::from_memory("\xEF\xBB").read_all(10).value() == "\xEF\xBB");
}

TEST_CASE("a second line is noticed where it has come already") {
    for (const auto& [text, more] : {std::pair{"one\ntwo\n", true}, std::pair{"one\n", false},
                                     std::pair{"one\n\r\n\n", false}, std::pair{"one", false}}) {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        REQUIRE(::write(ends[1], text, std::strlen(text)) > 0);
        if (std::string_view(text) == "one") ::close(ends[1]);
        Input input = Input::from_descriptor(ends[0], "stdin");
        CHECK(input.read_secret_line().value().expose() == "one");
        // The writer is still there: nothing is waited for.
        CHECK(input.has_more_now().value() == more);
        if (std::string_view(text) != "one") ::close(ends[1]);
        ::close(ends[0]);
    }
}

TEST_CASE("a text that is handed over comes in its turn, and passes the guard") {
    auto out = Output::to_memory();
    CHECK(out.hand_over("a").has_value());
    CHECK(out.write("b").has_value());
    CHECK(out.hand_over("c").has_value());
    CHECK(out.text() == "abc");
    out.set_guard({});
    CHECK(out.hand_over("\x1b[2J").has_value());
    CHECK(out.text().find('\x1b') == std::string::npos);
    auto guarded = Output::to_memory();
    guarded.set_guard({});
    CHECK(guarded.hand_over("\x1b[2J").has_value());
    CHECK(guarded.text().find('\x1b') == std::string::npos);
}
