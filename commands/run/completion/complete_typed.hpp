// A line as it is being typed: split into words as its shell would, quotes that are still open and all, and
// what to put in place of its last word.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rasctl::commands {

// `none` wants values as they are: zsh and fish, which quote by themselves, and whoever else asks.
enum class LineShell { none, bash, powershell };

struct TypedLine {
    std::vector<std::string> words{};  // without quotes; the last one is being typed, and may be empty
    char open_quote = 0;               // ' or " that the last word is inside of
    // Bytes of the last word that the shell leaves as they are: bash only replaces what follows the last of
    // COMP_WORDBREAKS, or the open quote; PowerShell what follows the last comma.
    std::size_t kept = 0;
    bool tilde = false;  // the last word begins with a ~ that is not quoted
};

// Splits the line up to the cursor. `breaks` are the characters that bash begins a word anew at for
// completion (COMP_WORDBREAKS); its blanks and quotes are known anyway.
TypedLine read_typed_line(LineShell shell, std::string_view line, std::string_view breaks = {});

// What the shell is to put there for `value` instead of the last word's replaced part. Empty when value does
// not begin with what is kept.
std::string quoted_for(LineShell shell, const TypedLine& typed, std::string_view value);

}  // namespace rasctl::commands
