#include "config/credential_answer.hpp"

#include <algorithm>

#include "text/cut.hpp"

namespace rasctl::config {

CredentialAnswer read_credential_answer(std::string_view text) {
    CredentialAnswer answer;
    if (text.find('\0') != std::string_view::npos) answer.well_formed = false;
    while (!text.empty() && answer.well_formed) {
        std::string_view line = cut(text, '\n');
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty()) break;
        const auto equals = line.find('=');
        if (equals == std::string_view::npos || equals == 0) {
            answer.well_formed = false;
        } else if (const auto key = line.substr(0, equals); key == "password") {
            answer.password = line.substr(equals + 1);
        } else if (key == "username") {
            answer.username = line.substr(equals + 1);
        } else if (key == "host") {
            answer.host = line.substr(equals + 1);
        }
    }
    return answer;
}

}  // namespace rasctl::config
