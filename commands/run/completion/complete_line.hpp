// What is offered for the last word of a command line.
#pragma once

#include <string>
#include <vector>

#include "commands/run/completion/complete_candidates.hpp"
#include "commands/run/context.hpp"

namespace rasctl::commands {

// `words` are those behind "rasctl", the last one being typed. Fails never: what cannot be known is not
// offered.
std::vector<Candidate> complete_line(Context& context, std::vector<std::string> words);

}  // namespace rasctl::commands
