#include "terminal/prompt.hpp"

#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <functional>

#include "system/terminal_control.hpp"

using namespace rasctl;
using namespace rasctl::terminal;
using rasctl::system::Descriptor;

namespace {

// A child process whose controlling terminal is a pseudo-terminal that the test types into.
class Typist {
  public:
    explicit Typist(const std::function<int(Prompt&)>& body) {
        int master = -1;
        // The slave stays open here, so that its settings can be looked at after the child has gone.
        int slave = -1;
        REQUIRE(::openpty(&master, &slave, nullptr, nullptr, nullptr) == 0);
        master_ = Descriptor(master);
        slave_ = Descriptor(slave);
        child_ = ::fork();
        if (child_ == 0) {
            ::setsid();
            ::ioctl(slave, TIOCSCTTY, 0);
            Prompt prompt = Prompt::on_terminal();
            ::_exit(body(prompt));
        }
    }

    // Reads what the terminal shows until `text` is among it; false after ten seconds without.
    bool sees(std::string_view text) {
        while (shown.find(text) == std::string::npos) {
            pollfd waiting{master_.get(), POLLIN, 0};
            if (::poll(&waiting, 1, 10000) != 1) return false;
            std::array<char, 512> chunk{};
            const auto count = ::read(master_.get(), chunk.data(), chunk.size());
            if (count <= 0) return false;
            shown.append(chunk.data(), static_cast<std::size_t>(count));
        }
        return true;
    }
    void type(std::string_view text) { REQUIRE(::write(master_.get(), text.data(), text.size()) > 0); }
    void send(int signal) const { REQUIRE(::kill(child_, signal) == 0); }
    bool echoes() const {
        termios settings{};
        REQUIRE(::tcgetattr(slave_.get(), &settings) == 0);
        return (settings.c_lflag & static_cast<tcflag_t>(ECHO)) != 0;
    }
    int exit_code() {
        int status = 0;
        REQUIRE(::waitpid(child_, &status, 0) == child_);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }

    std::string shown;

  private:
    Descriptor master_;
    Descriptor slave_;
    pid_t child_ = -1;
};

int ask_password(Prompt& prompt) {
    const auto secret = prompt.secret("Password:");
    if (!secret) return static_cast<int>(secret.error().exit_code);
    return secret->expose() == "hunter2" ? 0 : 99;
}

}  // namespace

TEST_CASE("a secret is not shown while it is typed") {
    Typist typist(ask_password);
    REQUIRE(typist.sees("Password: "));
    CHECK_FALSE(typist.echoes());
    typist.type("hunter2\n");
    CHECK(typist.exit_code() == 0);
    CHECK(typist.sees("\n"));
    CHECK(typist.shown.find("hunter2") == std::string::npos);
    CHECK(typist.echoes());
}

TEST_CASE("an interrupted prompt leaves a terminal that echoes") {
    Typist typist(ask_password);
    REQUIRE(typist.sees("Password: "));
    SECTION("Ctrl-C") {
        typist.type("hun\x03");
    }
    SECTION("Ctrl-D") {
        typist.type("\x04");
    }
    SECTION("SIGTERM") {
        typist.send(SIGTERM);
    }
    SECTION("SIGINT") {
        typist.send(SIGINT);
    }
    SECTION("SIGHUP") {
        typist.send(SIGHUP);
    }
    CHECK(typist.exit_code() == 130);
    CHECK(typist.echoes());
}

TEST_CASE("a stopped prompt echoes and asks again") {
    Typist typist(ask_password);
    REQUIRE(typist.sees("Password: "));
    // A session leader's own group is orphaned, so the kernel drops a default SIGTSTP; the prompt asks again
    // at once.
    typist.type("\x1a");
    REQUIRE(typist.sees("Password: \r\nPassword: "));
    typist.type("hunter2\n");
    CHECK(typist.exit_code() == 0);
    CHECK(typist.echoes());
}

TEST_CASE("a line is shown, and a default can be meant") {
    Typist typist([](Prompt& prompt) {
        const auto first = prompt.line("Server?", "ras\x1b[2J.example");
        const auto second = prompt.line("User?");
        return first && second && *first == "ras\x1b[2J.example" && *second == "me" ? 0 : 1;
    });
    REQUIRE(typist.sees("Server? [ras\\x1b[2J.example] "));
    typist.type("\n");
    REQUIRE(typist.sees("User? "));
    typist.type("me\n");
    CHECK(typist.exit_code() == 0);
    CHECK(typist.sees("me"));
}

TEST_CASE("yes or no") {
    Prompt prompt = Prompt::scripted({"maybe", "Yes", "n", "", ""});
    CHECK(prompt.confirm("Delete 3 gateways?").value());
    CHECK(prompt.asked().size() == 2);
    CHECK(prompt.asked().front() == "Delete 3 gateways? [y/N]");
    CHECK_FALSE(prompt.confirm("Sure?").value());
    CHECK_FALSE(prompt.confirm("Sure?").value());
    CHECK(prompt.confirm("Sure?", true).value());
    CHECK(prompt.confirm("Sure?").error().exit_code == ExitCode::interrupted);
}

TEST_CASE("nobody to ask is a usage error that says why") {
    Prompt prompt = Prompt::refusing("--no-input is given");
    CHECK_FALSE(prompt.available());
    CHECK(prompt.line("User?").error().exit_code == ExitCode::usage);
    CHECK(prompt.secret("Password:").error().why == "--no-input is given");
}

TEST_CASE("without a controlling terminal there is nobody to ask") {
    const pid_t child = ::fork();
    if (child == 0) {
        ::setsid();
        Prompt prompt = Prompt::on_terminal();
        const bool refused = !prompt.available() && !prompt.confirm("Sure?");
        ::_exit(refused ? 0 : 1);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WEXITSTATUS(status) == 0);
}
