// The options that every command has, from the table of settings.
#pragma once

#include <initializer_list>

#include "commands/line/option.hpp"
#include "commands/line/word_reader.hpp"
#include "config/settings.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

// Adds those whose names the command does not use for itself.
void add_global_options(Usage& usage);

// Takes settings that would do nothing here from what is shown; they are accepted all the same, since scripts
// give them to every command. To be called before add_global_options().
void hide_settings(Usage& usage, std::initializer_list<config::SettingId> settings);

// Those that only changes need, of a command that changes nothing.
void hide_settings_of_changes(Usage& usage);

// They alone: what is known of options before the command is.
const Usage& global_usage();

// What was given for the settings, as Settings wants it. An option that the command declares for itself is
// the command's, except --site, which is both.
config::Settings::Flags setting_flags(const Usage& usage, const ReadWords& given);

// Exit code usage for flags that contradict each other: --jq prints JSON and text, no other format.
Result<> check_global_options(const config::Settings& settings);

}  // namespace rasctl::commands
