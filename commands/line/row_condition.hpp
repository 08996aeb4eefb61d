// What a word says of the rows of a list: "disabled", "disconnected", "agentState=OK".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "commands/line/option.hpp"
#include "commands/line/word_reader.hpp"

namespace rasctl::commands {

// The condition of --where for a field of the rows, or of what is shown beside them, that is called so. A
// value that needs quotes, or none of a field that needs one, is VALUE.
std::optional<std::string> row_condition(const Usage& usage, std::string_view said,
                                         const std::optional<std::string>& value);

// The option of a list that a word alone is the value of: "disconnected" is --state disconnected, "disabled"
// is --where enabled=false. Nothing where it could be of two.
std::optional<GivenOption> row_choice(const Usage& usage, std::string_view word);

}  // namespace rasctl::commands
