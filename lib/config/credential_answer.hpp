// What a credential helper answers, taken apart (git-credential(1), "INPUT/OUTPUT FORMAT").
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rasctl::config {

struct CredentialAnswer {
    std::string host;
    std::string username;
    std::optional<std::string_view> password;  // part of the text that was read
    bool well_formed = true;                   // false: it is something else, and nothing of it counts
};

// Lines of KEY=VALUE up to an empty one or the end; keys that are not known are passed over.
CredentialAnswer read_credential_answer(std::string_view text);

}  // namespace rasctl::config
