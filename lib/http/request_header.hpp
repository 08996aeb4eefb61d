// The text of a request up to its body.
#pragma once

#include <string>

#include "http/body_source.hpp"
#include "http/exchange.hpp"
#include "http/message.hpp"

namespace rasctl::http {

// Whether the header asks with Expect before its body is sent.
bool asks_first(const BodySource& body, const ExchangeSetting& setting);

// It may hold a token: cleanse it after use.
std::string request_header(const Request& request, const std::string& target, const BodySource& body,
                           const ExchangeSetting& setting, bool accept_gzip);

}  // namespace rasctl::http
