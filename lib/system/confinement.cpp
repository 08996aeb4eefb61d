#include "system/confinement.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>

namespace rasctl::system {
namespace {

void forbid(__rlimit_resource_t which) {
    const rlimit none{0, 0};
    ::setrlimit(which, &none);
}

}  // namespace

std::uint64_t used_address_space() {
    unsigned long pages = 0;
    std::FILE* file = std::fopen("/proc/self/statm", "re");
    if (!file) return 0;
    const bool read = std::fscanf(file, "%lu", &pages) == 1;
    std::fclose(file);
    return read ? std::uint64_t{pages} * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) : 0;
}

void bound_address_space(std::uint64_t bytes) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_AS, &limit) != 0) return;
    limit.rlim_cur = std::min<rlim_t>(bytes, limit.rlim_max);
    ::setrlimit(RLIMIT_AS, &limit);
}

void become_ordinary_child() {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    protect_memory();
    for (int signal = 1; signal < NSIG; ++signal) std::signal(signal, SIG_DFL);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

void keep_only_descriptors(int input, int output) {
    // Out of the way of the numbers they get.
    input = ::fcntl(input, F_DUPFD, STDERR_FILENO + 1);
    output = ::fcntl(output, F_DUPFD, STDERR_FILENO + 1);
    ::dup2(input, STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
    ::close_range(STDERR_FILENO + 1, ~0U, 0);
    forbid(RLIMIT_NOFILE);
}

void protect_memory() {
    forbid(RLIMIT_CORE);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

}  // namespace rasctl::system
