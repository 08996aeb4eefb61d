// Failures, as they are told on stderr.
#pragma once

#include <string>

#include "error/error.hpp"
#include "terminal/streams.hpp"

namespace rasctl::commands {

// The text, or, where it is no UTF-8 and would make JSON that quotes it no JSON, the text with escapes.
std::string in_utf8(const std::string& text);

// Writes a failure to stderr: "rasctl: WHAT: WHY" and "hint: HINT", or one JSON object where the output is
// JSON.
void report(terminal::Streams& streams, const Error& error, bool as_json);

}  // namespace rasctl::commands
