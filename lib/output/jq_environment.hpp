// Which variables of the environment a jq filter may see.
#pragma once

#include <string>
#include <vector>

namespace rasctl::output {

// Those of "NAME=value" that hold no secret by their name (PASSWORD, TOKEN, KEY, ...) or by their value (a
// URL with a password, a private key, the value of another one that is secret).
std::vector<std::string> without_secrets(std::vector<std::string> variables);

}  // namespace rasctl::output
