// Command lines too long for a page, broken as a shell takes them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rasctl::commands {

// Breaks a command line at blanks outside quotes so that no line is wider than `width` where it can be
// helped. Each line but the last ends in a backslash; lines after the first begin with `indent` blanks. A
// flag and its value stay together.
std::string wrapped_command(std::string_view command, std::size_t width, std::size_t indent);

}  // namespace rasctl::commands
