#include "system/random.hpp"

#include <sys/random.h>

#include <stdexcept>

namespace rasctl::system {

void fill_with_random(std::span<unsigned char> bytes) {
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        throw std::runtime_error("no random numbers");
}

}  // namespace rasctl::system
