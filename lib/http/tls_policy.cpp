#include "http/tls_policy.hpp"

#include <algorithm>

#include "http/shown_text.hpp"
#include "text/ascii.hpp"

namespace rasctl::http {

Result<std::string> parse_fingerprint(std::string_view text) {
    constexpr std::string_view prefix = "sha256:";
    std::string digits = lower_case(text);
    for (const std::string_view form :
         {prefix, std::string_view("sha256 fingerprint="), std::string_view("sha-256:")}) {
        if (digits.starts_with(form)) digits.erase(0, form.size());
    }
    std::erase_if(digits, [](char c) { return c == ':' || c == ' '; });
    const bool hex = std::ranges::all_of(digits, [](char c) { return hex_value(c) >= 0; });
    if (hex && digits.size() == 64) return std::string(prefix) + digits;

    Error error{ExitCode::usage, "cannot use '" + shown_text(text, 100) + "' as a fingerprint", {}, {}};
    error.why = hex && digits.size() == 40 ? "it is an SHA-1 fingerprint, SHA-256 is needed"
                                           : "a SHA-256 fingerprint has 64 hexadecimal digits";
    error.hint = "openssl x509 -noout -fingerprint -sha256 -in CERTIFICATE";
    return error;
}

}  // namespace rasctl::http
