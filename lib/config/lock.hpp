// One process at a time.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "error/error.hpp"
#include "system/descriptor.hpp"

namespace rasctl::config {

// Called with a line for stderr when something is wrong that does not stop the work.
using Warn = std::function<void(std::string_view)>;

// An advisory lock (flock) on a file of its own. The kernel releases it when the holder ends, however it
// ends. The file stays: removing it would let two processes lock two files of the same name.
class Lock {
  public:
    // Takes the lock if it is free; nothing when another process (or another Lock of this one) has it. An
    // event loop calls this again after a short wait. A file system without locks is warned about, and what
    // the lock is for goes on without.
    static Result<std::optional<Lock>> try_acquire(const std::filesystem::path& file, const Warn& warn = {});
    // Waits for the lock, blocking; exit code 7 when `timeout` is over, interrupted() on a stop signal.
    static Result<Lock> acquire(const std::filesystem::path& file, std::chrono::milliseconds timeout,
                                const Warn& warn = {});

    // Gives it back; so does the destructor.
    void release() { descriptor_.close(); }

  private:
    explicit Lock(system::Descriptor descriptor) : descriptor_(std::move(descriptor)) {}
    system::Descriptor descriptor_;
};

// "another rasctl (process 4711)": who holds the lock, where the kernel tells.
std::string holder_of(const std::filesystem::path& file);
// What to do about a holder that does not let go: the command that shows it.
std::string hint_to_find_holder(const std::filesystem::path& file);

// How long a writer of config.json or tokens.json waits for the others.
inline constexpr std::chrono::milliseconds writers_wait{10'000};

// The lock of a file: beside it, hidden.
std::filesystem::path lock_of(const std::filesystem::path& file);

}  // namespace rasctl::config
