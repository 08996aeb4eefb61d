// Reaching a server without asking it anything: for the first logon, and for diagnosis.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>

#include "error/error.hpp"
#include "http/certificate.hpp"
#include "http/connect.hpp"
#include "session/connection.hpp"

namespace rasctl::session {

struct Probe {
    std::optional<Error> failure{};                // why there is no connection that can be trusted
    std::optional<http::Certificate> untrusted{};  // the certificate, when that is what is wrong
    http::ConnectTimes times{};
    std::string security{};  // "TLSv1.3 TLS_AES_256_GCM_SHA384"; empty for plain HTTP
};

// Connects with TLS as the connection's policy wants it, and closes again. Sends no request.
boost::asio::awaitable<Probe> probe(Connection connection);

}  // namespace rasctl::session
