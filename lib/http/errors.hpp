// What went wrong on the network, said in one plain clause; never the raw text of a library.
#pragma once

#include <boost/system/error_code.hpp>
#include <string>

#include "error/error.hpp"

namespace rasctl::http {

// "connection refused", "no such host", ... for the codes of the operating system, the resolver, TLS and the
// HTTP parser; an unknown one in the few words that it has.
std::string sentence(const boost::system::error_code& code);

// The connection was there and broke (reset, closed, aborted): what a retry may well mend. Not refused,
// unreachable or mistrusted.
bool is_connection_loss(const boost::system::error_code& code);

// A failure of exit code network(6).
Error network_error(std::string what, std::string why, std::string hint = {});

// How the hint begins when a server closes on plain HTTP.
inline constexpr const char* expects_tls = "if the server expects TLS: ";
// The hint of a failure that leaves open whether a write was carried out.
inline constexpr const char* look_before_sending_again =
    "it may have been done all the same: look before you send it again";

}  // namespace rasctl::http
