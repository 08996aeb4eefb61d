// What a server's certificate says.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "error/error.hpp"
#include "http/deadlines.hpp"
#include "http/endpoint.hpp"
#include "http/proxy.hpp"

struct x509_st;

namespace rasctl::http {

struct Certificate {
    std::string fingerprint;  // "sha256:" and 64 lower-case hex digits
    std::string subject;      // one line, fit for a terminal
    std::string issuer;
    std::chrono::sys_seconds not_before{};
    std::chrono::sys_seconds not_after{};
    std::vector<std::string> names;  // the DNS names and addresses it is for (subjectAltName)
    bool self_signed = false;
};

Certificate describe(const x509_st& certificate);
std::string fingerprint_of(const x509_st& certificate);

// "2026-11-23", UTC.
std::string date_text(std::chrono::sys_seconds time);

// The certificate that the server shows, whether or not it can be trusted: for trust on first use and for
// diagnosis. Sends no request. An endpoint without TLS is a failure.
boost::asio::awaitable<Result<Certificate>> fetch_certificate(Endpoint endpoint, std::optional<Proxy> proxy,
                                                              Deadlines deadlines);

}  // namespace rasctl::http
