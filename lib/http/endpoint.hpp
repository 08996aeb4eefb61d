// Where a farm's REST API is served.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "error/error.hpp"

namespace rasctl::http {

constexpr std::uint16_t default_https_port = 20443;  // of the RAS web administration service
constexpr std::uint16_t default_http_port = 80;

struct Endpoint {
    bool tls = true;
    std::string host;  // lower case; a name in ASCII (punycode), or an address without brackets
    std::uint16_t port = default_https_port;
    std::string base_path;  // "" or "/prefix", put in front of every target

    bool operator==(const Endpoint&) const = default;
};

// Reads "host", "host:port", "[::1]:port", "::1" or a URL of https:// or http://. Without a scheme it is
// https; without a port 20443, and 80 for http. An international name becomes punycode. Failures have exit
// code usage(2).
Result<Endpoint> parse_endpoint(std::string_view text);

// "https://host:port/prefix", always with the port, so that it reads the same with every default.
std::string to_string(const Endpoint& endpoint);

// "host:port" for messages, "[::1]:port" for IPv6.
std::string host_and_port(const Endpoint& endpoint);

// The value of the Host header (RFC 9110 7.2): the port only when it is not the scheme's own.
std::string host_header(const Endpoint& endpoint);

// An IPv4 or IPv6 literal.
bool is_address(std::string_view host);

// 127.0.0.0/8, ::1 or localhost: nothing that is sent there leaves the machine.
bool is_loopback(std::string_view host);

}  // namespace rasctl::http
