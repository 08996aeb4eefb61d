// The steps of a path through JSON: "a.b.c", where a dot that is part of a name is written "\.".
#pragma once

#include <string>
#include <string_view>

namespace rasctl::json {

// A member's name as a step of a path.
std::string path_step(std::string_view name);

// Takes the first step off the path; its name is answered as it is in the object.
std::string take_step(std::string_view& path);

}  // namespace rasctl::json
