// What can be told of the words of a path that has one that nobody knows, and other words in their place.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "commands/line/command_path.hpp"
#include "commands/line/registry.hpp"

namespace rasctl::commands {

using Words = std::vector<std::string>;

Words at_blanks(std::string_view text);

// The path's words with others for the unknown one, and for as many behind it as `count` says.
Words replaced(const CommandPath& path, const Words& by, std::size_t count = 1);
std::vector<Words> readings(const CommandPath& path, std::span<const std::string> targets);

// Whether the word is that of the child, or one of its aliases, however it is spelled.
bool is_called(const Child& child, std::string_view said);

// Whether the name is that of the noun, or of one below it.
bool is_noun_or_below(std::string_view name, std::string_view noun);

// The words behind the unknown one that are no options.
std::size_t operands_behind(const CommandPath& path);
// Whether there are any, or options that choose.
bool chooses(const CommandPath& path);

// Whether the command does nothing without a target.
bool wants_target(const CommandPath& path);
// Whether that many words, or options that choose, are what the command acts upon.
bool takes_targets(const CommandPath& path, std::size_t count);

// Whether a command of ours is told of nouns ("export policy"), and no option tells that another command is
// meant, as in "export settings --output-file F".
bool takes_nouns(const CommandPath& path);
// Whether a noun alone is enough for it.
bool needs_no_target(const HandWritten& own);

}  // namespace rasctl::commands
