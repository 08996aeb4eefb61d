// `rasctl explain --schema`: by what editors complete and check documents.
#pragma once

#include <string>
#include <vector>

#include "commands/line/exit_code.hpp"
#include "commands/run/context.hpp"

namespace rasctl::commands {

// Prints the schema of the kind that the words name, or of all kinds without words. As JSON, or as --jq or
// the output flags say.
Result<ExitCode> show_document_schema(Context& context, const std::vector<std::string>& words);

}  // namespace rasctl::commands
