#include "config/lock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>

#include "config/file_error.hpp"
#include "error/try.hpp"
#include "system/file.hpp"
#include "system/file_lock.hpp"
#include "system/readiness.hpp"
#include "system/signal_capture.hpp"
#include "terminal/sanitize.hpp"
#include "terminal/signals.hpp"

namespace rasctl::config {
namespace {

using namespace std::chrono_literals;
using std::filesystem::path;

constexpr std::chrono::milliseconds first_pause = 2ms;
constexpr std::chrono::milliseconds longest_pause = 50ms;

// False when a stop signal came first.
bool wait_a_little(system::SignalCapture& signals, std::chrono::nanoseconds pause) {
    system::Waiting waiting{signals.descriptor()};
    system::wait_until_ready({&waiting, 1}, std::chrono::ceil<std::chrono::milliseconds>(pause));
    return !signals.take();
}

}  // namespace

std::string holder_of(const path& file) {
    const long process = system::lock_holder(file);
    return process > 0 ? fmt::format("another rasctl (process {})", process) : "another rasctl";
}

std::string hint_to_find_holder(const path& file) {
    const long process = system::lock_holder(file);
    if (process > 0) return fmt::format("ps -fp {0} shows it, and kill -9 {0} ends it", process);
    return "fuser " + path_word(file);
}

path lock_of(const path& file) {
    return file.parent_path() / ("." + file.filename().string() + ".lock");
}

Result<std::optional<Lock>> Lock::try_acquire(const path& file, const Warn& warn) {
    system::Descriptor open = system::open_lock_file(file);
    if (!open) return file_error("lock", file, errno);
    system::give_to_owner_of(file.parent_path(), open.get());
    const int number = system::lock(open);
    if (number == EWOULDBLOCK) return std::optional<Lock>{};
    if (number != 0 && !system::has_no_locks(number)) return file_error("lock", file, number);
    if (number != 0 && warn)
        warn(fmt::format(
            "warning: the file system of {} has no locks; two runs at the same time can undo each "
            "other's changes",
            terminal::sanitize(file.parent_path().string())));
    return std::optional<Lock>(Lock(std::move(open)));
}

Result<Lock> Lock::acquire(const path& file, std::chrono::milliseconds timeout, const Warn& warn) {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    std::optional<system::SignalCapture> signals;
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
        if (!signals) signals.emplace(terminal::stop_signals, system::OnSecond::report);
        if (!wait_a_little(*signals, std::min<std::chrono::nanoseconds>(pause, deadline - now)))
            return terminal::interrupted();
        pause = std::min(pause * 2, longest_pause);
    }
}

}  // namespace rasctl::config
