#include "config/lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <sstream>

#include "config/file_error.hpp"
#include "error/try.hpp"
#include "system/file.hpp"
#include "terminal/sanitize.hpp"
#include "terminal/signal_capture.hpp"
#include "terminal/signals.hpp"

namespace rasctl::config {
namespace {

using namespace std::chrono_literals;
using std::filesystem::path;

constexpr std::chrono::milliseconds first_pause = 2ms;
constexpr std::chrono::milliseconds longest_pause = 50ms;

// The process that holds the lock, from the kernel's list (proc(5)); 0 when it is not to be found, for
// instance because it runs in another container.
long holding_process(const path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return 0;
    const std::string place_of_file =
        fmt::format("{:02x}:{:02x}:{}", major(status.st_dev), minor(status.st_dev), status.st_ino);
    std::ifstream locks("/proc/locks");
    for (std::string line; std::getline(locks, line);) {
        std::istringstream words(line);
        std::string number;
        std::string kind;
        std::string manner;
        std::string access;
        std::string place;
        long process = 0;
        if (words >> number >> kind >> manner >> access >> process >> place && kind == "FLOCK" &&
            place == place_of_file && process > 0)
            return process;
    }
    return 0;
}

// False when a stop signal came first.
bool wait_a_little(terminal::SignalCapture& signals, std::chrono::nanoseconds pause) {
    pollfd waiting{signals.descriptor(), POLLIN, 0};
    ::poll(&waiting, 1, static_cast<int>(pause / 1ms) + 1);
    return !signals.take();
}

}  // namespace

std::string holder_of(const path& file) {
    const long process = holding_process(file);
    return process > 0 ? fmt::format("another rasctl (process {})", process) : "another rasctl";
}

std::string hint_to_find_holder(const path& file) {
    const long process = holding_process(file);
    if (process > 0) return fmt::format("ps -fp {0} shows it, and kill -9 {0} ends it", process);
    return "fuser " + path_word(file);
}

path lock_of(const path& file) {
    return file.parent_path() / ("." + file.filename().string() + ".lock");
}

Result<std::optional<Lock>> Lock::try_acquire(const path& file, const Warn& warn) {
    terminal::Descriptor open(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!open) return file_error("lock", file, errno);
    system::give_to_owner_of(file.parent_path(), open.get());
    while (::flock(open.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) return std::optional<Lock>{};
        if (errno == ENOLCK || errno == EOPNOTSUPP || errno == ENOSYS) {
            if (warn)
                warn(
                    fmt::format("warning: the file system of {} has no locks; two runs at the same time can "
                                "undo each other's changes",
                                terminal::sanitize(file.parent_path().string())));
            break;
        }
        if (errno != EINTR) return file_error("lock", file, errno);
    }
    return std::optional<Lock>(Lock(std::move(open)));
}

Result<Lock> Lock::acquire(const path& file, std::chrono::milliseconds timeout, const Warn& warn) {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    std::optional<terminal::SignalCapture> signals;
    std::chrono::milliseconds pause = first_pause;
    while (true) {
        TRY_LET(auto lock, try_acquire(file, warn));
        if (lock) return std::move(*lock);
        const auto now = std::chrono::steady_clock::now();
        if (now >= deadline) {
            return Error{.exit_code = ExitCode::timed_out,
                         .what = "cannot lock " + terminal::sanitize(file.string()),
                         .why = fmt::format("{} has held it for {} s", holder_of(file),
                                            static_cast<double>(timeout.count()) / 1000),
                         .hint = hint_to_find_holder(file)};
        }
        if (!signals) signals.emplace(terminal::stop_signals, terminal::OnSecond::report);
        if (!wait_a_little(*signals, std::min<std::chrono::nanoseconds>(pause, deadline - now)))
            return terminal::interrupted();
        pause = std::min(pause * 2, longest_pause);
    }
}

}  // namespace rasctl::config
