#include "commands/run/account/certificate_trust.hpp"

#include <fmt/format.h>

#include "error/try.hpp"
#include "session/probe.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;

void show_certificate(Context& context, const session::Connection& connection, const session::Probe& probe) {
    const http::Certificate& certificate = *probe.untrusted;
    const auto say = [&](const std::string& line) {
        [[maybe_unused]] const auto said = context.streams().say(line);
    };
    say(fmt::format("{}: {}", probe.failure->what, probe.failure->why));
    say(fmt::format("  server       {}", http::host_and_port(connection.endpoint)));
    say(fmt::format("  subject      {}", certificate.subject));
    if (!certificate.self_signed) say(fmt::format("  issuer       {}", certificate.issuer));
    say(fmt::format("  valid        {} to {}", http::date_text(certificate.not_before),
                    http::date_text(certificate.not_after)));
    say(fmt::format("  fingerprint  {}", certificate.fingerprint));
    if (!connection.tls.fingerprint.empty())
        say(fmt::format("  pinned       {}", connection.tls.fingerprint));
}

Error nobody_to_ask(const session::Connection& connection, const session::Probe& probe) {
    Error error = *probe.failure;
    error.details = {"fingerprint " + probe.untrusted->fingerprint};
    if (!connection.tls.fingerprint.empty())
        error.details.push_back("pinned      " + connection.tls.fingerprint);
    error.hint = fmt::format(
        "compare the fingerprint with the server's, then give it with --fingerprint (or --ca-file FILE)");
    return error;
}

}  // namespace

asio::awaitable<Result<std::optional<std::string>>> trust_on_first_use(Context& context,
                                                                       session::Connection connection) {
    if (!connection.endpoint.tls || connection.tls.insecure) co_return std::optional<std::string>{};
    const session::Probe found = co_await session::probe(connection);
    if (!found.failure) co_return std::optional<std::string>{};
    if (!found.untrusted) co_return *found.failure;
    if (!context.prompt().available()) co_return nobody_to_ask(connection, found);
    show_certificate(context, connection, found);
    const bool changed = !connection.tls.fingerprint.empty();
    CO_TRY_LET(const auto answer,
               context.prompt().confirm(changed ? "The certificate CHANGED. Trust the new one from now on?"
                                                : "Trust this certificate from now on?"));
    if (answer) co_return std::optional<std::string>(found.untrusted->fingerprint);
    co_return Error{
        .exit_code = ExitCode::interrupted, .what = "not logged on", .why = "the certificate is not trusted"};
}

}  // namespace rasctl::commands
