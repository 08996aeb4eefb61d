// From settings to what it takes to reach a farm.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/settings.hpp"
#include "error/error.hpp"
#include "http/client.hpp"
#include "http/deadlines.hpp"
#include "http/endpoint.hpp"
#include "http/proxy.hpp"
#include "http/retry.hpp"
#include "http/tls_policy.hpp"
#include "terminal/environment.hpp"

namespace rasctl::session {

struct Connection {
    http::Endpoint endpoint;
    http::TlsPolicy tls;
    std::shared_ptr<http::TlsContext> tls_context{};  // made by that policy before, or null
    std::optional<http::Proxy> proxy;
    http::Deadlines deadlines;
    http::RetryPolicy retry;
    std::vector<std::string> warnings{};  // lines for stderr: what of this is not safe

    // `trace` may be null, and must outlive the client.
    http::ClientOptions client_options(http::Trace* trace) const;
};

// The farm that the settings name. No endpoint is a failure with exit code not_allowed, one that cannot be
// read (and a bad fingerprint or proxy) with exit code usage. Sends nothing.
Result<Connection> connection_of(const config::Settings& settings, const terminal::Environment& environment);

// Whether this text as the setting's value names an endpoint, a proxy or a fingerprint; any text does for
// settings of other things. What does not is a failure with exit code usage; a proxy's names `place` instead
// of the text, which may hold a password.
Result<> check_value(config::SettingId id, std::string_view text, std::string place);

}  // namespace rasctl::session
