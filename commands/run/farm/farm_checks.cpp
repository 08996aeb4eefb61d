#include "commands/run/farm/farm_checks.hpp"

#include <fmt/format.h>

#include <boost/asio/this_coro.hpp>
#include <chrono>

#include "commands/run/account/open_session.hpp"
#include "http/errors.hpp"
#include "http/resolve.hpp"
#include "session/farm_session.hpp"
#include "session/probe.hpp"
#include "session/server_version.hpp"
#include "terminal/progress.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using config::SettingId;
using std::chrono::system_clock;

constexpr std::chrono::days certificate_ends_soon{30};
constexpr std::chrono::seconds clock_tolerance = 2min;
constexpr int rights_since = 20;

double milliseconds(std::chrono::microseconds time) {
    return static_cast<double>(time.count()) / 1000;
}

class FarmChecks {
  public:
    FarmChecks(Context& context, session::Connection connection, Diagnosis& diagnosis)
        : context_(context), connection_(std::move(connection)), diagnosis_(diagnosis) {}

    asio::awaitable<Result<>> run();

  private:
    asio::awaitable<bool> name();
    asio::awaitable<bool> reach();
    asio::awaitable<void> certificate();
    asio::awaitable<bool> logon();
    asio::awaitable<void> rights();
    void clock(const http::Response& response);
    void version(const http::Response& response);
    void token_store();

    Context& context_;
    session::Connection connection_;
    Diagnosis& diagnosis_;
    terminal::Prompt nobody_ = terminal::Prompt::refusing("doctor does not ask");
    std::unique_ptr<session::Session> session_;
    int version_ = 0;
};

asio::awaitable<bool> FarmChecks::name() {
    diagnosis_.ok("endpoint", http::to_string(connection_.endpoint));
    if (connection_.proxy) {
        diagnosis_.ok("proxy", fmt::format("{} (from {})", http::host_and_port(*connection_.proxy),
                                           connection_.proxy->origin));
        co_return true;
    }
    if (http::is_address(connection_.endpoint.host)) co_return true;
    const auto executor = co_await asio::this_coro::executor;
    http::Watchdog dog(executor, 0ms);
    const http::Resolution found = co_await http::resolve(
        connection_.endpoint.host, connection_.endpoint.port, connection_.deadlines.resolve, dog);
    if (found.ec || found.addresses.empty()) {
        const std::string why = dog.tripped() ? "no answer in time" : http::sentence(found.ec);
        diagnosis_.fail("name", fmt::format("{}: {}", connection_.endpoint.host, why),
                        "getent hosts " + connection_.endpoint.host);
        co_return false;
    }
    std::string addresses;
    for (const auto& address : found.addresses)
        addresses += (addresses.empty() ? "" : ", ") + address.address().to_string();
    diagnosis_.ok("name", fmt::format("{} is {}", connection_.endpoint.host, addresses));
    co_return true;
}

asio::awaitable<bool> FarmChecks::reach() {
    const session::Probe found = co_await session::probe(connection_);
    const std::string place = http::host_and_port(connection_.endpoint);
    const bool connected = !found.failure || found.untrusted;
    if (connected)
        diagnosis_.ok("connection", fmt::format("{} in {:.1f} ms", place, milliseconds(found.times.connect)));
    if (found.failure) {
        diagnosis_.fail(found.untrusted ? "tls" : "connection", *found.failure);
        co_return false;
    }
    const std::string url = http::to_string(connection_.endpoint);
    if (!connection_.endpoint.tls) {
        diagnosis_.warn("tls", "the connection is not encrypted",
                        "use https in the endpoint: rasctl login HOST");
    } else if (connection_.tls.insecure) {
        diagnosis_.warn("tls", found.security + ", but the certificate is not checked",
                        fmt::format("pin it: rasctl config unset insecure, then rasctl login {}", url));
    } else {
        const http::TlsPolicy& tls = connection_.tls;
        std::string how = "trusted by the system's authorities";
        if (!tls.ca_file.empty()) how += " or " + tls.ca_file;
        if (tls.ca_only) how = "trusted by " + tls.ca_file;
        if (!tls.fingerprint.empty()) how = "certificate as pinned";
        diagnosis_.ok("tls", fmt::format("{}, {}", found.security, how));
    }
    co_return true;
}

asio::awaitable<void> FarmChecks::certificate() {
    if (!connection_.endpoint.tls) co_return;
    const Result<http::Certificate> shown =
        co_await http::fetch_certificate(connection_.endpoint, connection_.proxy, connection_.deadlines);
    if (!shown) co_return;
    const auto now = system_clock::now();
    const std::string until = fmt::format("{}, until {}", shown->subject, http::date_text(shown->not_after));
    const std::string mend =
        "import a new one in the RAS console, then: rasctl login " + http::to_string(connection_.endpoint);
    if (shown->not_after < now)
        diagnosis_.warn("certificate", until + ": it has expired", mend);
    else if (shown->not_after < now + certificate_ends_soon)
        diagnosis_.warn("certificate", until + ": it expires soon", mend);
    else
        diagnosis_.ok("certificate", until);
}

void FarmChecks::clock(const http::Response& response) {
    const auto date = response.header("Date");
    const auto server = date ? http::parse_http_date(*date) : std::nullopt;
    if (!server) return;
    const auto here = std::chrono::floor<std::chrono::seconds>(system_clock::now());
    const auto difference = here - *server;
    const std::string text = terminal::format_duration(std::chrono::abs(difference));
    if (std::chrono::abs(difference) <= clock_tolerance) {
        diagnosis_.ok("clock", fmt::format("{} apart from the server's", text));
        return;
    }
    diagnosis_.warn("clock", fmt::format("{} {} the server's", text, difference > 0s ? "ahead of" : "behind"),
                    "check both clocks: timedatectl");
}

void FarmChecks::version(const http::Response& response) {
    if (response.ok()) {
        if (const auto answer = session::parse_body(response)) version_ = session::major_version_in(*answer);
    }
    if (version_ != 0) {
        diagnosis_.ok("version", fmt::format("RAS {}", version_));
        session::remember_server_version(context_.settings(),
                                         context_.settings().text(config::SettingId::username),
                                         context_.paths(), http::to_string(connection_.endpoint), version_);
        return;
    }
    version_ = session_->known_server_version();
    if (response.status == 404)
        diagnosis_.ok("version", "the server does not tell; it is older than 20");
    else
        diagnosis_.warn("version", fmt::format("the server does not tell (it answers {})", response.status),
                        "rasctl web-service version");
}

// Every request needs a session, so the first one that works shows the logon, the clock and the version.
asio::awaitable<bool> FarmChecks::logon() {
    auto opened = session::open_farm_session({.settings = context_.settings(),
                                              .paths = context_.paths(),
                                              .environment = context_.environment(),
                                              .prompt = [this]() -> terminal::Prompt& { return nobody_; },
                                              .debug = debug_on(context_),
                                              .executor = context_.io().get_executor()});
    if (!opened) {
        diagnosis_.fail("logon", opened.error());
        co_return false;
    }
    session_ = std::move(*opened);
    Result<http::Response> response = co_await session_->send(session::version_request(), {});
    if (!response) {
        diagnosis_.fail("logon", response.error());
        co_return false;
    }
    clock(*response);
    const std::string user = context_.settings().text(SettingId::username);
    if (response->status == 401) {
        diagnosis_.fail("logon", "the server does not take the session it gave", "rasctl login");
        co_return false;
    }
    diagnosis_.ok("logon", user.empty() ? "logged on" : "logged on as " + user);
    version(*response);
    co_return true;
}

asio::awaitable<void> FarmChecks::rights() {
    if (version_ < rights_since) co_return;
    http::Request request;
    request.target = "/api/Session/CurrentAdminPermissions";
    Result<http::Response> response = co_await session_->send(std::move(request), {});
    if (!response) {
        diagnosis_.fail("rights", response.error());
        co_return;
    }
    const auto answer = response->ok() ? session::parse_body(*response) : Result<json::Value>(json::Value{});
    const json::Value* const role = answer ? answer->find("permissions") : nullptr;
    if (!role) {
        diagnosis_.warn("rights", fmt::format("the server does not tell (it answers {})", response->status),
                        "rasctl admin list");
        co_return;
    }
    // AdminPermissions: 0 power, 1 root, 2 custom administrator.
    switch (role->to_int64().value_or(-1)) {
        case 0:
            diagnosis_.ok("rights", "power administrator: some commands are answered 403");
            break;
        case 1:
            diagnosis_.ok("rights", "root administrator: may do all");
            break;
        case 2:
            diagnosis_.ok("rights", "custom administrator: some commands are answered 403");
            break;
        default:
            diagnosis_.ok("rights", role->scalar_text());
    }
}

void FarmChecks::token_store() {
    const config::Settings& settings = context_.settings();
    if (!session::belongs_to_context(settings)) {
        diagnosis_.ok("token", "not kept: without a context each run logs on and off");
        return;
    }
    auto account = session::open_account(surroundings_of(context_, settings), connection_);
    if (!account) {
        diagnosis_.fail("token", account.error());
        return;
    }
    const auto kept = (*account)->kept(settings.text(SettingId::username));
    if (!kept) {
        diagnosis_.fail("token", kept.error());
        return;
    }
    const config::StoreDescription place = (*account)->describe_store();
    diagnosis_.ok("token", fmt::format("{} {}{}", *kept ? "kept in" : "will be kept in", place.where,
                                       place.plain_text ? ", as plain text that only you can read" : ""));
}

asio::awaitable<Result<>> FarmChecks::run() {
    const bool named = co_await name();
    if (!named) co_return Result<>{};
    const bool reached = co_await reach();
    co_await certificate();
    if (reached) {
        const bool logged_on = co_await logon();
        if (logged_on) co_await rights();
        if (session_) {
            Result<> closed = co_await session_->close();
            if (!closed) diagnosis_.warn("logoff", closed.error().what, "");
        }
    }
    token_store();
    co_return Result<>{};
}

}  // namespace

asio::awaitable<Result<>> check_farm(Context& context, session::Connection connection, Diagnosis& diagnosis) {
    FarmChecks checks(context, std::move(connection), diagnosis);
    Result<> done = co_await checks.run();
    co_return done;
}

}  // namespace rasctl::commands
