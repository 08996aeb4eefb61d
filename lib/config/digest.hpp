// Short names for files that are kept per server and user.
#pragma once

#include <cstdint>
#include <string_view>

namespace rasctl::config {

// FNV-1a, 64 bits. Not for anything that an attacker may choose: readers check what they find.
constexpr std::uint64_t digest(std::string_view text) {
    std::uint64_t value = 14695981039346656037ULL;
    for (const char c : text) {
        value ^= static_cast<unsigned char>(c);
        value *= 1099511628211ULL;
    }
    return value;
}

}  // namespace rasctl::config
