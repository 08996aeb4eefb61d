#include "output/jq_child.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <new>
#include <optional>

#include "output/jq_frames.hpp"
#include "output/jq_program.hpp"

extern char** environ;

namespace rasctl::output {
namespace {

constexpr int channel_number = 0;

// Memory for the filter beside what its input takes; jq needs about 50 bytes for each byte of dense JSON.
constexpr rlim_t own_memory = rlim_t{512} << 20U;
constexpr rlim_t memory_per_input_byte = 64;

// The address space in use now, which rasctl's own (and a sanitizer's) part is of.
rlim_t used_address_space() {
    unsigned long pages = 0;
    std::FILE* file = std::fopen("/proc/self/statm", "re");
    if (!file) return 0;
    const bool read = std::fscanf(file, "%lu", &pages) == 1;
    std::fclose(file);
    return read ? static_cast<rlim_t>(pages) * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE)) : 0;
}

void set_soft_limit(int which, rlim_t most) {
    rlimit limit{};
    if (::getrlimit(static_cast<__rlimit_resource_t>(which), &limit) != 0) return;
    limit.rlim_cur = std::min(most, limit.rlim_max);
    ::setrlimit(static_cast<__rlimit_resource_t>(which), &limit);
}

void forbid(int which) {
    const rlimit none{0, 0};
    ::setrlimit(static_cast<__rlimit_resource_t>(which), &none);
}

void become_ordinary_about_signals() {
    for (int signal = 1; signal < NSIG; ++signal) std::signal(signal, SIG_DFL);
    sigset_t nothing;
    ::sigemptyset(&nothing);
    ::sigprocmask(SIG_SETMASK, &nothing, nullptr);
}

// Stdin is the channel, stdout and stderr what the parent reads; nothing else stays open, nothing can be
// opened.
void give_up_descriptors(int channel, int errors) {
    // Out of the way of the numbers they get.
    channel = ::fcntl(channel, F_DUPFD, 3);
    errors = ::fcntl(errors, F_DUPFD, 3);
    ::dup2(channel, channel_number);
    ::dup2(errors, STDOUT_FILENO);
    ::dup2(errors, STDERR_FILENO);
    ::close_range(3, ~0U, 0);
    forbid(RLIMIT_NOFILE);
}

bool send_all(std::string_view text) {
    while (!text.empty()) {
        const ssize_t sent = ::send(channel_number, text.data(), text.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool read_all(char* bytes, std::size_t size) {
    while (size > 0) {
        const ssize_t count = ::read(channel_number, bytes, size);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes += count;
        size -= static_cast<std::size_t>(count);
    }
    return true;
}

// Frames gathered into larger pieces.
class Sender {
  public:
    void put(char kind, std::string_view payload) {
        constexpr std::size_t enough = std::size_t{32} << 10U;
        jq_frame::append(text_, kind, payload);
        if (text_.size() >= enough) flush();
    }
    // Whoever listens to nobody ends.
    void flush() {
        if (!send_all(text_)) ::_exit(0);
        text_.clear();
    }

  private:
    std::string text_;
};

std::optional<std::string> next_text(rlim_t used) {
    char header[jq_frame::size_bytes];
    if (!read_all(header, sizeof header)) return std::nullopt;
    const std::uint64_t size = jq_frame::size_at(header);
    if (used != 0) set_soft_limit(RLIMIT_AS, used + own_memory + memory_per_input_byte * size);
    std::string text(size, '\0');
    if (!read_all(text.data(), text.size())) return std::nullopt;
    return text;
}

void serve(const JqLibrary& library, const std::string& filter, std::vector<std::string>& environment,
           rlim_t used) {
    std::vector<char*> variables;
    variables.reserve(environment.size() + 1);
    for (std::string& variable : environment) variables.push_back(variable.data());
    variables.push_back(nullptr);
    // Where HOME is not set, there is no ~/.jq.
    char* no_variables = nullptr;
    environ = &no_variables;
    JqProgram program(library);
    Sender sender;
    const std::string error = program.compile(filter);
    sender.put(error.empty() ? jq_frame::ready : jq_frame::wrong, error);
    sender.flush();
    if (!error.empty()) return;
    environ = variables.data();
    while (const auto text = next_text(used)) {
        const JqEnd end = program.run(
            *text,
            [&](std::string_view result, bool is_true) {
                sender.put(is_true ? jq_frame::result : jq_frame::false_result, result);
            },
            [&](std::string_view message) { sender.put(jq_frame::debug, message); });
        if (!end.failed && !end.message.empty()) sender.put(jq_frame::debug, end.message);
        sender.put(end.failed ? jq_frame::failure : jq_frame::end, end.message);
        sender.flush();
    }
}

}  // namespace

void serve_jq(const JqLibrary& library, const std::string& filter, std::vector<std::string> environment,
              int channel, int errors) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    // No core file with what rasctl had in its memory.
    ::prctl(PR_SET_DUMPABLE, 0);
    forbid(RLIMIT_CORE);
    become_ordinary_about_signals();
    const rlim_t used = used_address_space();
    if (used != 0) set_soft_limit(RLIMIT_AS, used + own_memory);
    // While the file of the time zone can be read.
    ::tzset();
    give_up_descriptors(channel, errors);
    try {
        serve(library, filter, environment, used);
    } catch (const std::bad_alloc&) {
        ::_exit(jq_no_memory);
    }
    // Not exit(): what the parent has buffered must not be written twice.
    ::_exit(0);
}

}  // namespace rasctl::output
