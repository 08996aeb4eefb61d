// Certificates made for one test.
#pragma once

#include <memory>
#include <string>
#include <vector>

struct ssl_ctx_st;
struct x509_st;
struct evp_pkey_st;

namespace rasctl::http::test {

struct CertificateSpec {
    std::string common_name = "server";
    std::vector<std::string> names{"DNS:localhost", "IP:127.0.0.1"};  // empty: no subjectAltName
    long not_before = -3600;                                          // seconds from now
    long not_after = 24 * 3600;
    int rsa_bits = 0;  // 0: a P-256 key
    bool authority = false;
};

class Identity {
  public:
    // Signed by `issuer`, or by itself.
    explicit Identity(const CertificateSpec& spec, const Identity* issuer = nullptr);

    std::string pem() const;
    std::string fingerprint() const;
    // A server that shows this certificate, followed by `chain`. Options: see openssl's own.
    std::shared_ptr<ssl_ctx_st> server(const std::vector<const Identity*>& chain = {}) const;
    const x509_st* certificate() const { return certificate_.get(); }

  private:
    std::shared_ptr<x509_st> certificate_;
    std::shared_ptr<evp_pkey_st> key_;
};

// A file that is removed with the object.
class TemporaryFile {
  public:
    explicit TemporaryFile(const std::string& content);
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

}  // namespace rasctl::http::test
