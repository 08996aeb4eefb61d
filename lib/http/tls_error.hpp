// OpenSSL's reason numbers as error codes, so that a TLS failure travels like any other I/O failure.
#pragma once

#include <boost/system/error_code.hpp>
#include <string>

namespace rasctl::http {

// Codes that OpenSSL has no reason number for; they lie above all of OpenSSL's.
enum class TlsFailure : int {
    truncated = 100000,   // the connection ended without close_notify: what came may not be all
    closed = 100001,      // the connection ended in the middle of the handshake
    plain_http = 100002,  // the other side speaks HTTP without TLS
    not_tls = 100003,     // the other side speaks something that is no TLS
    unknown = 100004,
};

const boost::system::error_category& tls_category();
boost::system::error_code make_error_code(TlsFailure failure);

// The first reason in this thread's OpenSSL error queue, which is emptied.
boost::system::error_code take_tls_error();

// The clause for a code of tls_category().
std::string tls_sentence(int reason);

}  // namespace rasctl::http
