#include "system/memory.hpp"

#include <strings.h>
#include <sys/mman.h>

namespace rasctl::system {

void wipe(void* bytes, std::size_t size) {
    ::explicit_bzero(bytes, size);
}

void* map_shared(std::size_t size) {
    void* const memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? nullptr : memory;
}

void unmap(void* memory, std::size_t size) {
    ::munmap(memory, size);
}

}  // namespace rasctl::system
