// Sessions of many processes at once. Each is this program again, running one hidden test case.
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>

#include "config/lock.hpp"
#include "farm_server.hpp"
#include "workplace.hpp"

using namespace rasctl;
using session::test::FarmServer;
using session::test::Workplace;

namespace {

constexpr const char* folder_variable = "RASCTL_TEST_FOLDER";
constexpr const char* url_variable = "RASCTL_TEST_URL";

std::string variable(const char* name) {
    const char* const value = std::getenv(name);
    return value != nullptr ? value : "";
}

// Starts this program with one of its hidden cases; its stdout goes to `output`.
pid_t start(const char* test_case, const Workplace& place, const std::string& url, int output) {
    const std::string folder = std::string(folder_variable) + "=" + place.folder.string();
    const std::string server = std::string(url_variable) + "=" + url;
    std::string program = "unit_session";
    std::string which = test_case;
    char* const words[] = {program.data(), which.data(), nullptr};
    char* const environment[] = {const_cast<char*>(folder.c_str()), const_cast<char*>(server.c_str()),
                                 nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    pid_t child = -1;
    posix_spawn(&child, "/proc/self/exe", &actions, nullptr, words, environment);
    posix_spawn_file_actions_destroy(&actions);
    return child;
}

int exit_code_of(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

TEST_CASE("one of many clients", "[.one-client]") {
    Workplace place{std::filesystem::path(variable(folder_variable))};
    place.set_password(FarmServer::password);
    place.use_context(variable(url_variable));
    const auto session = place.open();
    const auto answer = place.get(*session);
    REQUIRE(answer.has_value());
    REQUIRE(answer->status == 200);
    REQUIRE(place.close(*session).has_value());
}

TEST_CASE("a holder of the lock", "[.lock-holder]") {
    const Workplace place{std::filesystem::path(variable(folder_variable))};
    const auto lock = config::Lock::acquire(
        config::logon_lock(place.paths, {variable(url_variable), "admin"}), std::chrono::seconds(10));
    REQUIRE(lock.has_value());
    REQUIRE(::write(STDOUT_FILENO, "!", 1) == 1);
    ::pause();
}

TEST_CASE("64 processes with an expired token make one logon") {
    FarmServer farm;
    const Workplace place;
    place.keep_token(farm.url(), "expired");
    // What a child's case checks is told by its exit code.
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    std::vector<pid_t> children;
    for (int i = 0; i < 64; ++i) children.push_back(start("[.one-client]", place, farm.url(), nowhere));
    ::close(nowhere);
    for (const pid_t child : children) CHECK(exit_code_of(child) == 0);
    CHECK(farm.logons() == 1);
    CHECK(farm.refused_logons() == 0);
    CHECK(farm.answered() == 64);
    CHECK(farm.logoffs() == 0);
    CHECK(place.kept_token(farm.url()) == "token-1+/=");
}

TEST_CASE("a killed holder of the lock holds nobody up") {
    FarmServer farm;
    Workplace place;
    place.set_password(FarmServer::password);
    place.use_context(farm.url());
    std::filesystem::create_directories(place.paths.config_directory);
    int ends[2] = {-1, -1};
    REQUIRE(::pipe(ends) == 0);
    const pid_t holder = start("[.lock-holder]", place, farm.url(), ends[1]);
    ::close(ends[1]);
    // What Catch writes before has no exclamation mark.
    for (char byte = 0; byte != '!';) REQUIRE(::read(ends[0], &byte, 1) == 1);
    ::close(ends[0]);
    const auto session = place.open();
    int logons_before = -1;
    place.meanwhile = [&] {
        logons_before = farm.logons();
        ::kill(holder, SIGKILL);
    };
    CHECK(place.get(*session)->status == 200);
    CHECK(exit_code_of(holder) == 128 + SIGKILL);
    CHECK(logons_before == 0);
    CHECK(farm.logons() == 1);
}
