#include "output/jq_environment.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "text/ascii.hpp"

namespace rasctl::output {
namespace {

std::string_view name_of(std::string_view variable) {
    return variable.substr(0, variable.find('='));
}

std::string_view value_of(std::string_view variable) {
    const auto equals = variable.find('=');
    return equals == std::string_view::npos ? std::string_view{} : variable.substr(equals + 1);
}

bool is_named_secret(std::string_view variable) {
    static constexpr std::array<std::string_view, 18> parts{
        "pass", "secret", "token", "key",    "cred",   "auth", "private", "cookie", "session",
        "pin",  "cert",   "sign",  "bearer", "apikey", "_pwd", "login",   "hash",   "_pat"};
    std::string name;
    for (const char c : name_of(variable)) name += to_lower(c);
    return std::ranges::any_of(parts,
                               [&](std::string_view part) { return name.find(part) != std::string::npos; });
}

// "https://user:secret@host".
bool has_password_in_url(std::string_view value) {
    for (auto at = value.find("://"); at != std::string_view::npos; at = value.find("://", at + 3)) {
        const std::string_view rest = value.substr(at + 3);
        const std::string_view authority = rest.substr(0, rest.find_first_of(" \t\n,;"));
        if (authority.find('@') != std::string_view::npos) return true;
    }
    return false;
}

}  // namespace

std::vector<std::string> without_secrets(std::vector<std::string> variables) {
    std::vector<std::string> secrets;
    for (const std::string& variable : variables) {
        const std::string_view value = value_of(variable);
        // A short value is found everywhere.
        constexpr std::size_t shortest_secret = 4;
        if (is_named_secret(variable) && value.size() >= shortest_secret) secrets.emplace_back(value);
    }
    std::erase_if(variables, [&](const std::string& variable) {
        const std::string_view value = value_of(variable);
        return is_named_secret(variable) || has_password_in_url(value) ||
               value.find("-----BEGIN") != std::string_view::npos ||
               std::ranges::find(secrets, value) != secrets.end();
    });
    return variables;
}

}  // namespace rasctl::output
