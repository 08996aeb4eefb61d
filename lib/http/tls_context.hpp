// OpenSSL set up by a TlsPolicy; one per client, shared by its connections so that they can resume sessions.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "error/error.hpp"
#include "http/certificate.hpp"
#include "http/endpoint.hpp"
#include "http/tls_policy.hpp"

struct ssl_st;
struct ssl_ctx_st;
struct ssl_session_st;

namespace rasctl::http {

struct SslFree {
    void operator()(ssl_st* ssl) const;
    void operator()(ssl_ctx_st* context) const;
    void operator()(ssl_session_st* session) const;
};
using SslPointer = std::unique_ptr<ssl_st, SslFree>;

// What the check of the server's certificate came to. Written by OpenSSL's callback during the handshake.
struct Verdict {
    bool trusted = false;
    bool pin_differs = false;
    int code = 0;                         // X509_V_ERR_...
    int depth = 0;                        // of the certificate at fault; 0 is the server's own
    std::optional<Certificate> leaf;      // of a server that is not trusted, or when `keep_leaf`
    std::optional<Certificate> at_fault;  // when depth is not 0
    std::string key_text;                 // "RSA 1024", of the certificate at fault
    bool keep_leaf = false;
};

class TlsContext {
  public:
    // Failures (a ca_file that cannot be used, a malformed fingerprint) have exit code usage(2).
    static Result<std::shared_ptr<TlsContext>> create(const TlsPolicy& policy);
    TlsContext(const TlsContext&) = delete;
    TlsContext& operator=(const TlsContext&) = delete;
    ~TlsContext();

    // A client connection that will talk to `host`. The verdict must outlive it.
    SslPointer connection(const std::string& host, Verdict& verdict);

    // Why and with what hint the server is not trusted; exit code network(6).
    Error untrusted(const Endpoint& endpoint, const Verdict& verdict) const;

  private:
    struct Callbacks;
    explicit TlsContext(TlsPolicy policy);
    Result<void> load_authorities();

    TlsPolicy policy_;
    std::unique_ptr<ssl_ctx_st, SslFree> context_;
    std::vector<std::unique_ptr<ssl_session_st, SslFree>> sessions_;
};

}  // namespace rasctl::http
