// The checksum of an image: FNV-1a, 64 bits (draft-eastlake-fnv). It finds damage; it is no signature.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace rasctl::catalog::image {

inline std::uint64_t checksum(std::span<const std::byte> bytes) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const std::byte byte : bytes) hash = (hash ^ static_cast<std::uint64_t>(byte)) * 0x100000001b3ULL;
    return hash;
}

}  // namespace rasctl::catalog::image
