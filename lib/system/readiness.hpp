// Waiting for several descriptors at once.
#pragma once

#include <chrono>
#include <span>

namespace rasctl::system {

enum class Readiness { to_read, to_write };

struct Waiting {
    int descriptor = -1;  // negative: not waited for
    Readiness wanted = Readiness::to_read;
    bool ready = false;  // or ended, or broken: the next read or write tells
};

inline constexpr std::chrono::milliseconds no_limit{-1};

// Waits until one is ready, the time is over, or a signal comes. Answers 0 or errno (EINTR: a signal).
int wait_until_ready(std::span<Waiting> waiting, std::chrono::milliseconds limit = no_limit);

// Whether something can be read now.
bool can_be_read(int descriptor);

}  // namespace rasctl::system
