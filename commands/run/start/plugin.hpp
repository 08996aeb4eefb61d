// Commands that others add: an executable rasctl-NAME on PATH is the command NAME.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/run/context.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

// The executable, by PATH; nothing for names that could leave the folder.
std::optional<std::string> find_plugin(const terminal::Environment& environment, const std::string& name);

// All plugins on PATH by their command name, the first of a name counting.
std::vector<std::string> plugin_names(const terminal::Environment& environment);

// An executable that came with rasctl: beside it, or by PATH.
std::optional<std::string> find_companion(const terminal::Environment& environment,
                                          const std::string& file_name);

// Becomes the plugin, whose name is the word at `place`: the words behind it are its arguments, flags in
// front of it reach it as the variables of their settings. Answers only when it cannot be started, or, where
// the streams are in memory (a line of a batch), when a child that ran it has ended.
Result<ExitCode> run_plugin(Context& context, const std::string& executable,
                            const std::vector<std::string>& words, std::size_t place);

}  // namespace rasctl::commands
