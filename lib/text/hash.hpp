// A number that equal bytes share: XXH3, 64 bits (xxHash 0.8).
#pragma once

#include <cstdint>
#include <string_view>

namespace rasctl {

// The same on every machine of the same byte order, whichever instructions it has. It finds damage and equal
// texts; it is no signature. Who knows the seed can make bytes that share a number.
std::uint64_t hash_of(std::string_view bytes, std::uint64_t seed = 0);

}  // namespace rasctl
