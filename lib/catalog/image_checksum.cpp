#include "catalog/image_checksum.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace rasctl::catalog::image {

std::uint64_t checksum(std::span<const std::byte> bytes) {
    return XXH3_64bits(bytes.data(), bytes.size());
}

}  // namespace rasctl::catalog::image
