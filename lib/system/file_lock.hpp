// Locks on files, which the kernel gives back however their holder ends.
#pragma once

#include <filesystem>

#include "system/descriptor.hpp"

namespace rasctl::system {

// The file to be locked, created with mode 0600 where it is missing; none, and errno, where that failed. A
// link is not followed.
Descriptor open_lock_file(const std::filesystem::path& file);

// Locks it without waiting. Answers 0 or errno: EWOULDBLOCK when somebody else has it.
int lock(const Descriptor& file);
// Whether errno of lock() says that the file system has no locks at all.
bool has_no_locks(int number);

// The process that holds the lock, from the kernel's list (proc(5)); 0 when it is not to be found, for
// instance because it runs in another container.
long lock_holder(const std::filesystem::path& file);

}  // namespace rasctl::system
