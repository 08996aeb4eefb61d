// Which operation of a command to use: by the number of targets and the server's version.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "error/error.hpp"

namespace rasctl::farm {

struct Choice {
    catalog::Operation operation;
    // How many of the targets fill the path before the last parameter; each of the rest is a call of its own.
    std::size_t shared_targets = 0;
    bool per_target = false;  // the last path parameter takes one target a call
};

// Picks for that many targets and that version (0: not known; then the newest). An operation that the version
// is not known to have yet is chosen all the same (design 3, Versions); one that is known to be gone is
// refused with the command's other versions named. Too few or too many targets are a usage failure.
Result<Choice> choose_operation(const catalog::Command& command, std::size_t targets, int version);

// Whether the choice could depend on the version, so that it is worth asking the server.
bool depends_on_version(const catalog::Command& command, std::size_t targets);

// "19 and later", "17 to 18": the versions known to have the operation.
std::string known_versions(const catalog::Operation& operation);

}  // namespace rasctl::farm
