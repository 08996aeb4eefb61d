// The checksum of an image: XXH3, 64 bits (xxHash 0.8). It finds damage; it is no signature.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace rasctl::catalog::image {

// The same on every machine of the same byte order, whichever instructions it has.
std::uint64_t checksum(std::span<const std::byte> bytes);

}  // namespace rasctl::catalog::image
