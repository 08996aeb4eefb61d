// Which catalogue holds for this run: the built-in one, the one imported for the context, or the one that
// --catalog names.
#pragma once

#include "commands/run/context.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

// Looks whether a catalogue is named by flag or environment, or was imported for the context that flags,
// environment and config name, and uses it; answers whether there is one. A damaged one is a failure that
// names the way back, except on the way back.
Result<bool> choose_catalog(Context& context, const config::Settings::Flags& flags, bool way_back);

}  // namespace rasctl::commands
