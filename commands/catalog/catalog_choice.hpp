// Which catalogue holds for this run: the built-in one, or the one imported for the context.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "commands/context.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

// Looks whether a catalogue was imported for the context that words, environment and config name, and uses
// it. A damaged one is a failure that names the way back, except for the commands that lead it.
Result<> choose_catalog(Context& context, const std::vector<std::string>& words);

// Where the imported catalogue of a context is kept ("" is for use without a context).
std::filesystem::path imported_catalog(const config::Paths& paths, const std::string& context_name);

}  // namespace rasctl::commands
