#include "session/connection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "error/try.hpp"

namespace rasctl::session {
namespace {

using config::SettingId;
using config::Settings;
using namespace std::chrono_literals;

bool counts(const Settings& settings, SettingId id) {
    if (id == SettingId::insecure) return settings.on(id);
    return settings.is_set(id) && !settings.text(id).empty();
}

// Of the ways to trust, those that were named nearest to the user: a flag beats a variable beats the context,
// whatever each of them says.
Result<http::TlsPolicy> tls_policy_of(const Settings& settings) {
    constexpr std::array ways{SettingId::insecure, SettingId::fingerprint, SettingId::ca_file};
    auto nearest = config::Source::built_in;
    for (const SettingId id : ways)
        if (counts(settings, id)) nearest = std::min(nearest, settings.source(id));
    const auto holds = [&](SettingId id) { return counts(settings, id) && settings.source(id) == nearest; };
    http::TlsPolicy policy;
    policy.insecure = holds(SettingId::insecure);
    if (holds(SettingId::ca_file)) policy.ca_file = settings.text(SettingId::ca_file);
    if (holds(SettingId::fingerprint)) {
        TRY_LET(const auto fingerprint, http::parse_fingerprint(settings.text(SettingId::fingerprint)));
        policy.fingerprint = fingerprint;
    }
    policy.ca_only = settings.on(SettingId::ca_only);
    if (policy.ca_only && nearest == config::Source::built_in)
        return Error{.exit_code = ExitCode::usage,
                     .what = "nobody is trusted",
                     .why = "--ca-only takes the system's authorities away and no --ca-file names others",
                     .hint = "--ca-file FILE --ca-only"};
    return policy;
}

Result<std::optional<http::Proxy>> proxy_of(const Settings& settings, const http::Endpoint& endpoint,
                                            const terminal::Environment& environment) {
    std::optional<http::NamedProxy> named;
    if (settings.is_set(SettingId::proxy))
        named = {settings.text(SettingId::proxy), settings.place(SettingId::proxy)};
    return http::choose_proxy(named, endpoint, [&](const char* name) { return environment.find(name); });
}

http::Deadlines deadlines_of(const Settings& settings) {
    http::Deadlines deadlines;
    const auto wait = settings.duration(SettingId::request_timeout);
    deadlines.first_byte = wait;
    deadlines.whole = wait.count() > 0 ? std::max<std::chrono::milliseconds>(10min, wait * 60) : 0ms;
    // Somebody who waits two seconds for an answer does not wait ten for a connection.
    if (wait.count() > 0) {
        for (auto* phase :
             {&deadlines.resolve, &deadlines.connect, &deadlines.handshake, &deadlines.between_bytes})
            *phase = std::min(*phase, wait);
    }
    return deadlines;
}

std::vector<std::string> warnings_of(const http::Endpoint& endpoint, const http::TlsPolicy& tls) {
    if (http::is_loopback(endpoint.host)) return {};
    const std::string place = http::host_and_port(endpoint);
    if (!endpoint.tls)
        return {
            fmt::format("warning: {} is not encrypted; password and token can be read on the way", place)};
    if (tls.insecure)
        return {fmt::format("warning: the certificate of {} is not checked; anybody in between can read all",
                            place)};
    return {};
}

Error no_farm() {
    return {.exit_code = ExitCode::not_allowed,
            .what = "no farm is named",
            .why = "there is no context in use and no --endpoint",
            .hint = "rasctl login ENDPOINT"};
}

}  // namespace

http::ClientOptions Connection::client_options(http::Trace* trace) const {
    http::ClientOptions options;
    options.tls = tls;
    options.tls_context = tls_context;
    options.proxy = proxy;
    options.deadlines = deadlines;
    options.retry = retry;
    options.trace = trace;
    return options;
}

Result<Connection> connection_of(const Settings& settings, const terminal::Environment& environment) {
    const std::string text = settings.text(SettingId::endpoint);
    if (text.empty()) {
        TRY(settings.check_context());
        return no_farm();
    }
    TRY(settings.check_trust());
    TRY_LET(auto endpoint, http::parse_endpoint(text));
    TRY_LET(auto tls, tls_policy_of(settings));
    TRY_LET(auto proxy, proxy_of(settings, endpoint, environment));
    Connection connection{.endpoint = endpoint,
                          .tls = std::move(tls),
                          .proxy = std::move(proxy),
                          .deadlines = deadlines_of(settings),
                          .retry = {}};
    // Somebody who waits longer for an answer waits longer for a turn.
    connection.retry.longest_limited =
        std::max(connection.retry.longest_limited, connection.deadlines.first_byte);
    connection.retry.max_retries = static_cast<int>(settings.integer(SettingId::max_retries));
    connection.warnings = warnings_of(connection.endpoint, connection.tls);
    return connection;
}

Result<> check_value(SettingId id, std::string_view text, std::string place) {
    if (text.empty()) return {};
    const auto verdict = [](const auto& parsed) -> Result<> {
        if (!parsed) return parsed.error();
        return {};
    };
    switch (id) {
        case SettingId::endpoint:
            return verdict(http::parse_endpoint(text));
        case SettingId::fingerprint:
            return verdict(http::parse_fingerprint(text));
        case SettingId::proxy:
            if (http::names_no_proxy(text)) return {};
            return verdict(http::parse_proxy(text, std::move(place)));
        default:
            return {};
    }
}

}  // namespace rasctl::session
