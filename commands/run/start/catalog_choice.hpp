// Which catalogue holds for this run: the built-in one, or the one imported for the context.
#pragma once

#include <filesystem>
#include <string>

#include "commands/run/context.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

// Looks whether a catalogue was imported for the context that flags, environment and config name, and uses
// it; answers whether there is one. A damaged one is a failure that names the way back, except on the way
// back.
Result<bool> choose_catalog(Context& context, const config::Settings::Flags& flags, bool way_back);

// Where the imported catalogue of a context is kept ("" is for use without a context).
std::filesystem::path imported_catalog(const config::Paths& paths, const std::string& context_name);

// A context takes its catalogue along when it is renamed, and with it when it goes.
void rename_imported_catalog(const config::Paths& paths, const std::string& from, const std::string& to);
void forget_imported_catalog(const config::Paths& paths, const std::string& context_name);

}  // namespace rasctl::commands
