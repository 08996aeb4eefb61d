// Host names as people write them.
#pragma once

#include <string>
#include <string_view>

#include "error/error.hpp"

namespace rasctl::http {

// The name in the form that goes over the wire: lower case, without a final dot, an international one in
// punycode (IDNA 2008 by libidn2, loaded when needed). `what` begins the error. Failures have exit code
// usage(2).
Result<std::string> wire_host_name(std::string_view name, const std::string& what);

}  // namespace rasctl::http
