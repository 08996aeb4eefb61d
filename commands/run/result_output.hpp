// From settings to a renderer on stdout.
#pragma once

#include "commands/run/context.hpp"
#include "output/renderer.hpp"

namespace rasctl::commands {

// What the settings say of the output, and whether stdout is a terminal.
output::OutputOptions output_options(Context& context);

// A renderer that writes to stdout and warns on stderr. `filters` is false where --where means targets, not
// rows.
Result<output::Renderer> make_renderer(Context& context, const output::Shape& shape, bool filters = true);

// Usage errors of the output flags, a wrong --jq above all; for commands that make their renderer only when
// all has been asked.
Result<> check_output(Context& context, const output::Shape& shape = {});

// Renders one whole value and flushes it.
Result<> show_value(Context& context, const output::Shape& shape, json::Value value);

}  // namespace rasctl::commands
