#include "config/lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <algorithm>
#include <cerrno>
#include <thread>

#include "config/file_error.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::config {
namespace {

using namespace std::chrono_literals;
using std::filesystem::path;

constexpr std::chrono::milliseconds first_pause = 2ms;
constexpr std::chrono::milliseconds longest_pause = 50ms;

}  // namespace

path lock_of(const path& file) {
    return file.parent_path() / ("." + file.filename().string() + ".lock");
}

Result<std::optional<Lock>> Lock::try_acquire(const path& file) {
    terminal::Descriptor open(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!open) return file_error("lock", file, errno);
    while (::flock(open.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) return std::optional<Lock>{};
        if (errno != EINTR) return file_error("lock", file, errno);
    }
    return std::optional<Lock>(Lock(std::move(open)));
}

Result<Lock> Lock::acquire(const path& file, std::chrono::milliseconds timeout) {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    std::chrono::milliseconds pause = first_pause;
    while (true) {
        auto lock = try_acquire(file);
        if (!lock) return lock.error();
        if (*lock) return std::move(**lock);
        const auto now = std::chrono::steady_clock::now();
        if (now >= deadline) {
            return Error{.exit_code = ExitCode::timed_out,
                         .what = "cannot lock " + terminal::sanitize(file.string()),
                         .why = fmt::format("another rasctl has held it for {} s",
                                            static_cast<double>(timeout.count()) / 1000),
                         .hint = "fuser " + shell_word(file)};
        }
        std::this_thread::sleep_for(std::min<std::chrono::nanoseconds>(pause, deadline - now));
        pause = std::min(pause * 2, longest_pause);
    }
}

}  // namespace rasctl::config
