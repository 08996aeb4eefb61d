// Memory in pages of 2 MiB where the system offers them: each page that is touched first costs the same, and
// 60 MB are 15,000 of the usual ones.
#pragma once

#include <cstddef>

namespace rasctl::system {

// Asks for them for a piece of memory that is not filled yet. What the system cannot give it leaves as it is.
void prefer_large_pages(void* begin, std::size_t size);

// The same for what the process will allocate next, about that much of it.
void expect_allocations(std::size_t size);

}  // namespace rasctl::system
