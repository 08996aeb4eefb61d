// What the process of a filter sends: a letter, the size of the payload, the payload.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace rasctl::output::jq_frame {

inline constexpr char ready = 'r';         // the filter is compiled
inline constexpr char wrong = 'w';         // it does not compile, with the reason
inline constexpr char result = 't';        // a result that is true to jq
inline constexpr char false_result = 'f';  // one that is false or null
inline constexpr char debug = 'd';         // text for the person
inline constexpr char end = 'e';           // no more results
inline constexpr char failure = 'x';       // no more results, because of this

inline constexpr std::size_t size_bytes = sizeof(std::uint64_t);
inline constexpr std::size_t header_size = 1 + size_bytes;

inline void append_size(std::string& out, std::uint64_t size) {
    char bytes[size_bytes];
    std::memcpy(bytes, &size, size_bytes);
    out.append(bytes, size_bytes);
}

inline std::uint64_t size_at(const char* bytes) {
    std::uint64_t size = 0;
    std::memcpy(&size, bytes, size_bytes);
    return size;
}

inline void append(std::string& out, char kind, std::string_view payload) {
    out += kind;
    append_size(out, payload.size());
    out += payload;
}

}  // namespace rasctl::output::jq_frame
