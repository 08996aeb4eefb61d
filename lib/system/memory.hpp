// Memory that holds secrets, and memory that processes share.
#pragma once

#include <cstddef>
#include <memory>
#include <new>

namespace rasctl::system {

// Overwrites the bytes; no optimization leaves that out.
void wipe(void* bytes, std::size_t size);

// Zeroed memory that this process and those forked from it share; null where there is none to be had.
void* map_shared(std::size_t size);
void unmap(void* memory, std::size_t size);

// A T in it, which must need no destructor. Null as above.
template <class T>
auto make_shared_with_children() {
    const auto give_back = [](T* object) { unmap(object, sizeof(T)); };
    void* const memory = map_shared(sizeof(T));
    return std::unique_ptr<T, decltype(give_back)>(memory == nullptr ? nullptr : new (memory) T, give_back);
}

}  // namespace rasctl::system
