// The certificate of the simulated server: like RAS after its installation, self-signed.
#pragma once

#include <string>
#include <vector>

#include "error/error.hpp"

namespace rasctl::simulator {

struct Certificate {
    std::string certificate_pem;
    std::string key_pem;
};

// An EC P-256 certificate, valid for a year from an hour ago, for these host names and addresses.
Result<Certificate> make_certificate(const std::vector<std::string>& hosts);

// SHA-256 over the DER form: "AB:CD:..."
Result<std::string> fingerprint_of(const std::string& certificate_pem);

}  // namespace rasctl::simulator
