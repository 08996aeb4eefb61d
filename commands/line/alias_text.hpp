// What an alias stands for, with places for the words behind it: $1, ${2:-default}, $@. Words are put in
// whole; they are never split again, nor read by a shell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "error/error.hpp"

namespace rasctl::commands {

struct AliasText {
    bool is_shell = false;             // "!SCRIPT": for sh, with the words behind it as its parameters
    std::string script{};              // of a shell alias
    std::vector<std::string> words{};  // of every other; places not yet filled
};

// Usage failures: an open quote, nothing at all, a place that is not closed or has no number.
Result<AliasText> read_alias(std::string_view name, std::string_view text);

// Whether the word holds a place.
bool has_place(std::string_view word);

// The words with every place filled from `behind`, the words behind the alias: those up to the first flag are
// numbered from 1 and stand for $1 ($@ is all of them, as words of their own), and what no place took is
// appended. "$$" is a dollar sign; what else follows one stays as it is. A place without a word and without a
// default is a usage failure.
Result<std::vector<std::string>> fill_alias(std::string_view name, const std::vector<std::string>& words,
                                            const std::vector<std::string>& behind);

}  // namespace rasctl::commands
