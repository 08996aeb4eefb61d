// Programs, as a shell would find them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rasctl::system {

// Whether the file is one that this user may run.
bool is_executable(const std::string& file);

// The folders of a PATH variable; the usual ones where it is not set. An empty entry means the working
// directory, from which nobody wants programs, and is left out.
std::vector<std::string> folders_of_path(const std::optional<std::string>& path);

// The file that a program's name stands for.
std::optional<std::string> find_program(const std::optional<std::string>& path, std::string_view name);

// The names of all programs that begin so, sorted, each once.
std::vector<std::string> programs_beginning_with(const std::optional<std::string>& path,
                                                 const std::string& prefix);

}  // namespace rasctl::system
