#include "text/hash.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace rasctl {

std::uint64_t hash_of(std::string_view bytes) {
    return XXH3_64bits(bytes.data(), bytes.size());
}

}  // namespace rasctl
