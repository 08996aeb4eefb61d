// A token as one line of text, for stores that keep nothing but a password.
#pragma once

#include <optional>
#include <string_view>

#include "config/token_store.hpp"

namespace rasctl::config {

// "rasctl-token 1 OBTAINED SESSION TOKEN", or with cookies "rasctl-token 2 OBTAINED SESSION COOKIES TOKEN",
// whose blanks and line ends are percent-encoded. The first word tells a token from a password that a
// careless helper answers whoever it is asked for.
terminal::Secret encode_token(const StoredToken& token);
// Nothing when the text is something else.
std::optional<StoredToken> decode_token(std::string_view text);

}  // namespace rasctl::config
