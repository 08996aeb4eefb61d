#include <pty.h>
#include <sys/ioctl.h>

#include <csignal>

#include "config/child_process.hpp"
#include "config/credential_helper.hpp"
#include "config/password_command.hpp"
#include "folder.hpp"

using namespace rasctl;
using namespace rasctl::config;
using namespace std::chrono_literals;

namespace {

const Environment plain{{"PATH", "/usr/bin:/bin"}};
constexpr auto short_deadline = 300ms;

// Whether a process that the pid in the file names has gone.
bool gone(const Folder& folder, const std::string& file) {
    const pid_t process = std::stoi(folder.read(file));
    for (int i = 0; i < 200; ++i) {
        if (::kill(process, 0) != 0) return true;
        ::usleep(10000);
    }
    return false;
}

CredentialHelper helper(const std::string& name) {
    return {name, plain, short_deadline};
}

}  // namespace

TEST_CASE("a password command gives the password without the line end") {
    const auto [command, password] = GENERATE(table<std::string, std::string>({
        {"echo hunter2", "hunter2"},
        {"printf hunter2", "hunter2"},
        {"printf 'a b \\r\\n'", "a b "},
        {"echo noise >&2; echo x", "x"},
        // A process left in the background that keeps stdout open is not waited for.
        {"sleep 5 & echo x", "x"},
    }));
    const auto found = run_password_command(command, plain);
    REQUIRE(found.has_value());
    CHECK(found->expose() == password);
}

TEST_CASE("a password command that fails is told without its secrets") {
    const auto [command, why] = GENERATE(table<std::string, std::string>({
        {"echo hunter2; exit 3", "it ended with exit code 3"},
        {"true", "it printed nothing"},
        {"echo", "it printed nothing"},
        {"printf 'hunter2\\nuser: me\\n'", "it printed more than one line"},
        {"/nonexistent/hunter2", "there is no such command"},
        {"kill -SEGV $$", "it was ended by signal 11"},
        {"printf 'a\\000b'", "it printed binary data"},
        {"head -c 1000000 /dev/zero", "it printed more than a secret can be"},
    }));
    const auto found = run_password_command(command, plain);
    REQUIRE_FALSE(found.has_value());
    CHECK(found.error().why == why);
    CHECK(found.error().exit_code == ExitCode::not_allowed);
    CHECK((found.error().what + found.error().hint).find("hunter2") == std::string::npos);
}

TEST_CASE("a password command that hangs is killed with all its processes") {
    const Folder folder;
    const std::string pids = folder.path.string();
    const auto started = std::chrono::steady_clock::now();
    const auto found =
        run_password_command("trap '' TERM; sh -c 'trap \"\" TERM; echo $$ > " + pids +
                                 "/inner; sleep 60' & echo $$ > " + pids + "/outer; wait; sleep 60",
                             plain, short_deadline);
    REQUIRE_FALSE(found.has_value());
    CHECK(found.error().exit_code == ExitCode::timed_out);
    CHECK(found.error().why == "it did not end within 0.3 s");
    CHECK(std::chrono::steady_clock::now() - started < 1300ms);
    CHECK(gone(folder, "inner"));
    CHECK(gone(folder, "outer"));
}

TEST_CASE("the password is not handed on to the password command") {
    Environment environment = plain;
    environment.set("RASCTL_PASSWORD", "hunter2");
    CHECK(run_password_command("echo \"[$RASCTL_PASSWORD]\"", environment)->expose() == "[]");
}

TEST_CASE("a stop signal ends a password command") {
    CHECK(in_child([] {
              // Comes while the command runs, or just before, which is caught all the same.
              const pid_t parent = ::getpid();
              const auto found =
                  run_password_command("kill -TERM " + std::to_string(parent) + "; sleep 60", plain, 10s);
              return !found && found.error().exit_code == ExitCode::interrupted ? 0 : 1;
          }) == 0);
}

TEST_CASE("a password command can ask on the terminal") {
    int master = -1;
    const pid_t child = ::forkpty(&master, nullptr, nullptr, nullptr);
    if (child == 0) {
        const auto found = run_password_command("read -r answer < /dev/tty; echo \"$answer\"", plain, 10s);
        ::_exit(found && found->expose() == "hunter2" ? 0 : 1);
    }
    REQUIRE(::write(master, "hunter2\n", 8) == 8);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WEXITSTATUS(status) == 0);
    ::close(master);
}

TEST_CASE("input larger than a pipe, and a command that does not read it") {
    const std::string large(300000, 'x');
    ShellCommand count{.command = "wc -c", .input = large, .environment = plain};
    CHECK(run(count)->output.expose() == "300000\n");
    ShellCommand deaf{.command = "echo no", .input = large, .environment = plain};
    CHECK(run(deaf)->output.expose() == "no\n");
}

TEST_CASE("what a helper is asked") {
    const Folder folder;
    const std::string log = (folder.path / "log").string();
    const CredentialHelper asked("!f() { echo \"$1\" >> " + log + "; cat >> " + log + "; }; f", plain);
    CHECK_FALSE(asked.get("https://ras.example", "me").value().has_value());
    CHECK(folder.read("log") == "get\nprotocol=https\nhost=ras.example:20443\nusername=me\n\n");
    std::filesystem::remove(log);
    REQUIRE(asked.store("http://[::1]:81/x", "me", "hunter2").has_value());
    CHECK(folder.read("log") == "store\nprotocol=http\nhost=[::1]:81\nusername=me\npassword=hunter2\n\n");
    std::filesystem::remove(log);
    REQUIRE(asked.erase("ras.example", "").has_value());
    CHECK(folder.read("log") == "erase\nprotocol=https\nhost=ras.example:20443\n\n");
}

TEST_CASE("what a helper answers") {
    const auto found =
        helper("!printf 'username=me\\npassword=a=b c\\nquit=0\\n' #").get("ras.example", "").value();
    REQUIRE(found.has_value());
    CHECK(found->username == "me");
    CHECK(found->password.expose() == "a=b c");
    CHECK(helper("!printf 'password=x\\n' #").get("ras.example", "me").value()->username == "me");
    CHECK_FALSE(helper("!true").get("ras.example", "me").value().has_value());
    CHECK_FALSE(helper("!echo username=me #").get("ras.example", "me").value().has_value());
}

TEST_CASE("a helper that fails, hangs or lies is an error") {
    const auto why = [](const std::string& name) {
        const auto found = helper(name).get("ras.example", "me");
        REQUIRE_FALSE(found.has_value());
        const Error& error = found.error();
        CHECK((error.what + error.why + error.hint).find("hunter2") == std::string::npos);
        return error.why;
    };
    CHECK(why("!exit 2;") == "it ended with exit code 2");
    CHECK(why("!sleep 60 #") == "it did not end within 0.3 s");
    CHECK(helper("!sleep 60 #").get("x", "").error().exit_code == ExitCode::timed_out);
    CHECK(why("/nonexistent/helper") == "there is no such command");
    CHECK(why("no-such-helper-here") == "there is no such command");
    CHECK(why("!echo hunter2 #").find("protocol") != std::string::npos);
    CHECK(why("!printf 'username=other\\npassword=x\\n' #") == "it answered for another user");
    CHECK(why("!printf 'host=other\\npassword=x\\n' #") == "it answered for another server");
    CHECK(why("!head -c 100000 /dev/zero #") == "it printed more than a secret can be");
    CHECK(helper("!cat").get("ras.example", "me\npassword=x").error().exit_code == ExitCode::not_allowed);
    CHECK_FALSE(helper("!cat").store("ras.example", "me", "x\ny").has_value());
}

TEST_CASE("names of helpers are git's") {
    const Folder folder;
    folder.write("git-credential-first", "", 0700);
    folder.write("second", "", 0700);
    const Environment environment{{"PATH", folder.path.string()}};
    CHECK(helper_command("first --opt", environment) == "git-credential-first --opt");
    CHECK(helper_command("second", environment) == "second");
    CHECK(helper_command("/x/y z", environment) == "/x/y z");
    CHECK(helper_command("!f() { :; }; f", environment) == "f() { :; }; f");
}
