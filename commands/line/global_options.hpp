// The options that every command has, from the table of settings.
#pragma once

#include "commands/line/option.hpp"
#include "commands/line/word_reader.hpp"
#include "config/settings.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

// Adds those whose names the command does not use for itself.
void add_global_options(Usage& usage);

// They alone: what is known of options before the command is.
const Usage& global_usage();

// What was given for the settings, as Settings wants it. An option that the command declares for itself is
// the command's, except --site, which is both.
config::Settings::Flags setting_flags(const Usage& usage, const ReadWords& given);

// Exit code usage for flags that contradict each other: --jq prints JSON and text, no other format.
Result<> check_global_options(const config::Settings& settings);

}  // namespace rasctl::commands
