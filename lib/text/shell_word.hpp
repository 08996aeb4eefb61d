// A text as one word of a shell's command line.
#pragma once

#include <string>
#include <string_view>

namespace rasctl {

// The text as it stands where that is one word to a POSIX shell and means nothing else, in single quotes
// otherwise.
std::string shell_word(std::string_view text);

}  // namespace rasctl
