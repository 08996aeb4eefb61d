// Certificates as files: what is in them, and PKCS #12 (RFC 7292).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "simulator/model/certificate.hpp"

namespace rasctl::simulator {

struct CertificateFacts {
    std::string common_name;
    std::string alternate_names;  // "DNS:a, DNS:b"
    std::int64_t expires = 0;     // seconds since 1970
    int key_bits = 0;
};

// Nothing when the text holds no certificate in PEM.
std::optional<CertificateFacts> read_certificate(const std::string& pem);
// Whether the text holds a private key in PEM without a password.
bool is_private_key(const std::string& pem);

// Nothing when it is no PKCS #12 file or the password is wrong.
std::optional<Certificate> read_pfx(const std::string& bytes, const std::string& password);
std::optional<std::string> write_pfx(const Certificate& certificate, const std::string& password);

}  // namespace rasctl::simulator
