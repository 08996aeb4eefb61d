// The checksum of an image. It finds damage; it is no signature.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "text/hash.hpp"

namespace rasctl::catalog::image {

inline std::uint64_t checksum(std::span<const std::byte> bytes) {
    return hash_of({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace rasctl::catalog::image
