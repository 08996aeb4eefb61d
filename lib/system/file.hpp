// Bytes to a descriptor, and where names of files lead.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string_view>

#include "error/error.hpp"

namespace rasctl::system {

// Writes all of it, waiting where the descriptor does not block. Answers 0 or errno.
int write_all(int descriptor, std::string_view bytes);

// Where a chain of links ends; the last target need not exist. Exit code 2 when they go in a circle.
Result<std::filesystem::path> end_of_links(std::filesystem::path file);

// Root that writes into somebody's folder must not leave files there that their owner cannot use: gives what
// the descriptor is to the folder's owner. Others own what they write.
void give_to_owner_of(const std::filesystem::path& folder, int descriptor);

}  // namespace rasctl::system
