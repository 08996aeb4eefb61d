#include "system/large_pages.hpp"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace rasctl::system {
namespace {

constexpr std::uintptr_t large_page = std::uintptr_t{2} << 20U;

}  // namespace

void prefer_large_pages(void* begin, std::size_t size) {
#ifdef MADV_HUGEPAGE
    const auto address = reinterpret_cast<std::uintptr_t>(begin);
    const std::uintptr_t skipped = (large_page - address % large_page) % large_page;
    if (size < skipped + large_page) return;
    const std::size_t whole = (size - skipped) / large_page * large_page;
    ::madvise(static_cast<char*>(begin) + skipped, whole, MADV_HUGEPAGE);
#else
    static_cast<void>(begin), static_cast<void>(size);
#endif
}

void expect_allocations(std::size_t size) {
#ifdef __GLIBC__
    // The C library takes memory from the system piece by piece, and larger pieces each for itself. It is
    // made to take this much at once, of which it then gives out all of the next ones.
    constexpr std::size_t largest_piece = std::size_t{32} << 20U, most = std::size_t{1} << 30U;
    const int pad = static_cast<int>(std::min(size, most));
    if (::mallopt(M_MMAP_THRESHOLD, static_cast<int>(largest_piece)) == 0 || ::mallopt(M_TOP_PAD, pad) == 0)
        return;
    ::mallopt(M_TRIM_THRESHOLD, pad);
    char* const before = static_cast<char*>(::sbrk(0));
    // More than what may be left of the last piece; compilers leave out what nobody looks at.
    void* volatile piece = std::malloc(largest_piece / 32);
    std::free(piece);
    const auto taken = static_cast<char*>(::sbrk(0)) - before;
    if (taken > 0) prefer_large_pages(before, static_cast<std::size_t>(taken));
    ::mallopt(M_TOP_PAD, static_cast<int>(large_page));
#else
    static_cast<void>(size);
#endif
}

}  // namespace rasctl::system
