// Random numbers that nobody can guess.
#pragma once

#include <span>

namespace rasctl::system {

// Throws std::runtime_error where the kernel has none, which no kernel of today does.
void fill_with_random(std::span<unsigned char> bytes);

}  // namespace rasctl::system
