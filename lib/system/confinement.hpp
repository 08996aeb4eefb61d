// What a process gives up for good, before it runs code that is not to be trusted.
#pragma once

#include <cstdint>

namespace rasctl::system {

// The bytes of address space in use now, those of a sanitizer too; 0 where that is not to be learned.
std::uint64_t used_address_space();
// No more than this from now on.
void bound_address_space(std::uint64_t bytes);

// It ends with its parent, has signals as a login shell has them, and leaves no core file with what is in its
// memory.
void become_ordinary_child();

// Of all descriptors only these two stay, as stdin, and as stdout and stderr; none can be opened any more.
void keep_only_descriptors(int input, int output);

// Keeps what this process holds out of core dumps and away from other processes of the same user (ptrace,
// /proc/PID/mem). A kernel that refuses is no error.
void protect_memory();

}  // namespace rasctl::system
