// How far the bytes of a JSON string go on that need no second look.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace rasctl::json {

// Bytes that end a run inside a string: quotes, escapes, controls, and what is not ASCII.
inline constexpr std::array<bool, 256> ends_plain_run = [] {
    std::array<bool, 256> table{};
    for (std::size_t byte = 0; byte < table.size(); ++byte)
        table[byte] = byte < 0x20 || byte >= 0x7F || byte == '"' || byte == '\\';
    return table;
}();

// The first byte from `at` on that ends the run, or `end`. Every x86-64 looks at sixteen at once: most of
// what a large list costs is this.
inline const char* end_of_plain_run(const char* at, const char* end) {
#ifdef __SSE2__
    constexpr std::ptrdiff_t at_once = 16;
    const auto all = [](char c) { return _mm_set1_epi8(c); };
    for (; end - at >= at_once; at += at_once) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
        // Bytes have a sign here: what is not ASCII is below zero.
        const __m128i low = _mm_cmplt_epi8(bytes, all(0x20));
        const __m128i marks = _mm_or_si128(_mm_cmpeq_epi8(bytes, all('"')), _mm_cmpeq_epi8(bytes, all('\\')));
        const __m128i ends = _mm_or_si128(_mm_or_si128(low, marks), _mm_cmpeq_epi8(bytes, all(0x7F)));
        if (const auto found = static_cast<std::uint32_t>(_mm_movemask_epi8(ends)); found != 0)
            return at + std::countr_zero(found);
    }
#endif
    while (at != end && !ends_plain_run[static_cast<std::uint8_t>(*at)]) ++at;
    return at;
}

}  // namespace rasctl::json
