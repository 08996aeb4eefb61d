// Whom we trust to be the farm.
#pragma once

#include <string>
#include <string_view>

#include "error/error.hpp"

namespace rasctl::http {

// The first that is given decides: insecure, fingerprint, and else the system's authorities and ca_file.
struct TlsPolicy {
    std::string ca_file;  // PEM certificates to trust beside the system's: a file, or a folder of files
    std::string
        fingerprint;  // SHA-256 of the server's own certificate: replaces the checks of chain, date and name
    bool insecure = false;  // no check at all
    bool ca_only = false;   // ca_file instead of the system's

    bool operator==(const TlsPolicy&) const = default;
};

// Reads a SHA-256 fingerprint in hex of either case, with or without colons and a leading "sha256:", and
// answers it as "sha256:" and 64 lower-case digits. Failures have exit code usage(2).
Result<std::string> parse_fingerprint(std::string_view text);

}  // namespace rasctl::http
