// system::settle_name_service and the questions to getent of the static program. Modules of the system's name
// service (mdns, sss, resolve, ...) are made for the system's own C library: loaded into a program that has
// another one linked in, they crash it. Files and DNS are built in; where the system uses more, its own
// program getent is asked.
#include "system/name_service.hpp"

#include <nss.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <sstream>
#include <string_view>

#include "system/pipe.hpp"
#include "system/process.hpp"

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

// Starts `getent ahosts HOST` with stdout at `output`; whether it could.
bool start_getent(Process& process, const std::string& host, int output) {
    NewProgram program{.executable = {},
                       .words = {"getent", "ahosts", "--", host},
                       .variables = resolver_environment(),
                       .output = output};
    for (const char* file : {"/usr/bin/getent", "/bin/getent"}) {
        program.executable = file;
        if (process.start(program) == 0) return true;
    }
    return false;
}

std::string everything_from(int input) {
    std::string text;
    std::array<char, 4096> block{};
    while (text.size() < longest_answer) {
        const auto count = read_some(input, block);
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
    auto pipe = make_pipe();
    Process getent;
    if (!pipe || !start_getent(getent, host, pipe->writer.get())) return {};
    pipe->writer.close();
    const std::string answer = everything_from(pipe->reader.get());
    pipe->reader.close();
    if (getent.wait().status() != 0) return {};
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
