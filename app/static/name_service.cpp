// system::settle_name_service and the questions to getent of the static program. Modules of the system's name
// service (mdns, sss, resolve, ...) are made for the system's own C library: loaded into a program that has
// another one linked in, they crash it. Files and DNS are built in; where the system uses more, its own
// program getent is asked.
#include "system/name_service.hpp"

#include <fcntl.h>
#include <nss.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <sstream>
#include <string_view>

namespace rasctl::system {
namespace {

// More than any name has, less than what a broken program could fill the memory with.
constexpr std::size_t longest_answer = std::size_t{1} << 20U;

// Whether "hosts" of /etc/nsswitch.conf names a module beside those that are built in.
bool hosts_need_modules() {
    std::ifstream file("/etc/nsswitch.conf");
    std::string line;
    while (std::getline(file, line)) {
        std::istringstream words(line.substr(0, line.find('#')));
        std::string word;
        if (!(words >> word) || !word.starts_with("hosts:")) continue;
        // "hosts:files" is legal too.
        word.erase(0, std::string_view("hosts:").size());
        do {
            const bool reaction = word.starts_with('[') || word.ends_with(']');
            if (!word.empty() && !reaction && word != "files" && word != "dns") return true;
        } while (words >> word);
    }
    return false;
}

// What the resolver itself reads from the environment, and nothing that is none of getent's business.
std::vector<std::string> resolver_environment() {
    std::vector<std::string> result{"LC_ALL=C"};
    for (const char* name : {"LOCALDOMAIN", "RES_OPTIONS", "HOSTALIASES"}) {
        if (const char* value = std::getenv(name)) result.push_back(std::string(name) + "=" + value);
    }
    return result;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> result;
    for (std::string& text : texts) result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

// Starts `getent ahosts HOST` with stdout at `output`; -1 when it cannot be started.
pid_t start_getent(const std::string& host, int output) {
    std::vector<std::string> words{"getent", "ahosts", "--", host};
    std::vector<std::string> variables = resolver_environment();
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    sigset_t none;
    sigset_t pipe;
    sigemptyset(&none);
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &pipe);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    pid_t child = -1;
    for (const char* program : {"/usr/bin/getent", "/bin/getent"}) {
        if (posix_spawn(&child, program, &files, &attributes, pointers_to(words).data(),
                        pointers_to(variables).data()) == 0)
            break;
        child = -1;
    }
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return child;
}

std::string everything_from(int input) {
    std::string text;
    std::array<char, 4096> block{};
    while (text.size() < longest_answer) {
        const ssize_t count = ::read(input, block.data(), block.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        text.append(block.data(), static_cast<std::size_t>(count));
    }
    return text;
}

}  // namespace

void settle_name_service() {
    static std::once_flag settled;
    std::call_once(settled, [] {
        ::__nss_configure_lookup("hosts", "files dns");
        ::__nss_configure_lookup("passwd", "files");
    });
}

std::vector<std::string> addresses_by_name_service(const std::string& host) {
    if (!hosts_need_modules()) return {};
    std::array<int, 2> channel{};
    if (::pipe2(channel.data(), O_CLOEXEC) != 0) return {};
    const pid_t child = start_getent(host, channel[1]);
    ::close(channel[1]);
    const std::string answer = child == -1 ? std::string() : everything_from(channel[0]);
    ::close(channel[0]);
    int status = 1;
    while (child != -1 && ::waitpid(child, &status, 0) == -1 && errno == EINTR) continue;
    if (child == -1 || status != 0) return {};
    // "192.0.2.1  STREAM name", and the same again for DGRAM and RAW.
    std::vector<std::string> addresses;
    std::istringstream lines(answer);
    for (std::string line; std::getline(lines, line);) {
        const std::string address = line.substr(0, line.find(' '));
        if (std::ranges::find(addresses, address) == addresses.end()) addresses.push_back(address);
    }
    return addresses;
}

}  // namespace rasctl::system
