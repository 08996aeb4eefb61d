#include "session/farm_session.hpp"

#include <fmt/format.h>

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include "config/cache.hpp"
#include "config/contexts.hpp"
#include "config/endpoint_text.hpp"
#include "error/try.hpp"
#include "session/account.hpp"
#include "session/authorization.hpp"
#include "session/connection.hpp"
#include "session/server_version.hpp"
#include "terminal/secret.hpp"
#include "terminal/signals.hpp"
#include "text/ascii.hpp"

namespace rasctl::session {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using config::SettingId;

constexpr std::string_view version_entry = "server-version";
// A server is upgraded now and then: what it said is asked for again after a day.
constexpr std::chrono::seconds version_age = 24h;
// One token from the store, one that another process got meanwhile, one of our own logon.
constexpr int most_renewals = 3;
// Beside the answer to the logon itself: connecting, and a password command.
constexpr std::chrono::milliseconds beside_the_answer = 60s;

bool is_call(const http::Request& request, std::string_view path) {
    const std::string_view target = request.target;
    return request.method == "POST" && equal_ignoring_case(target.substr(0, target.find('?')), path);
}

// Where the session's token lives. Where the farm is not the context's there is nothing to share.
std::string store_of(const config::Settings& settings) {
    return belongs_to_context(settings) ? settings.text(SettingId::store) : "none";
}

int known_version(const config::Settings& settings, const config::Paths& paths, const std::string& endpoint) {
    const config::Cache cache(paths, endpoint, settings.text(SettingId::username));
    const auto cached = cache.get(version_entry, version_age);
    return cached ? major_version_in(*cached) : 0;
}

class FarmSession : public Session {
  public:
    FarmSession(Surroundings surroundings, std::chrono::milliseconds patience,
                std::unique_ptr<Account> account)
        : surroundings_(std::move(surroundings)),
          account_(std::move(account)),
          authorization_(parts(patience)),
          version_(known_version(surroundings_.settings, surroundings_.paths, account_->endpoint())) {}

    asio::awaitable<Result<http::Response>> send(http::Request request, http::BodySink sink) override {
        try {
            Result<http::Response> response = co_await send_authorized(std::move(request), std::move(sink));
            co_return response;
        } catch (const boost::system::system_error& cancelled) {
            if (cancelled.code() != asio::error::operation_aborted) throw;
        }
        co_return terminal::interrupted();
    }

    int known_server_version() const override { return version_; }
    asio::awaitable<Result<int>> server_version() override;
    std::string endpoint() const override { return account_->endpoint(); }

    asio::awaitable<Result<>> close() override {
        Result<> closed = co_await authorization_.close();
        account_->client().close();
        co_return closed;
    }

  private:
    AuthorizationParts parts(std::chrono::milliseconds patience) {
        return {
            .executor = surroundings_.executor,
            .account = *account_,
            .credentials = Credentials(credential_sources(surroundings_.settings, surroundings_.environment,
                                                          account_->endpoint(), surroundings_.prompt)),
            .paths = surroundings_.paths,
            .kept = store_of(surroundings_.settings) != "none",
            .lock_wait = patience + beside_the_answer,
            .warn = surroundings_.warn};
    }
    asio::awaitable<Result<http::Response>> send_authorized(http::Request request, http::BodySink sink);

    Surroundings surroundings_;
    std::unique_ptr<Account> account_;
    Authorization authorization_;
    int version_;
    bool version_not_told_ = false;
};

asio::awaitable<Result<http::Response>> FarmSession::send_authorized(http::Request request,
                                                                     http::BodySink sink) {
    if (is_call(request, "/api/Session/logon")) {
        Result<http::Response> response =
            co_await account_->client().send(prepared(std::move(request), nullptr), std::move(sink));
        co_return response;
    }
    Token refused;
    for (int renewals = 0;; ++renewals) {
        Result<Token> token = co_await authorization_.token(refused);
        if (!token) co_return token.error();
        // Copied, for it may have to be sent again; a sink sees nothing of a 401.
        Result<http::Response> response =
            co_await account_->client().send(prepared(request, token->get()), sink);
        if (!response) co_return response;
        if (response->status != 401) {
            authorization_.accepted(*token);
            if (response->ok() && is_call(request, "/api/Session/logoff")) authorization_.ended(*token);
            co_return response;
        }
        if (renewals == most_renewals) co_return response;
        refused = *token;
    }
}

asio::awaitable<Result<int>> FarmSession::server_version() {
    if (version_ != 0 || version_not_told_) co_return version_;
    Result<http::Response> response = co_await send(version_request(), {});
    if (!response) co_return response.error();
    if (response->ok()) {
        if (const auto answer = parse_body(*response)) version_ = major_version_in(*answer);
    }
    // One that does not tell (before 20) is what the context says, as it was told by hand.
    if (version_ == 0) version_ = major_version(surroundings_.settings.text(SettingId::server_version));
    if (version_ != 0) {
        remember_server_version(surroundings_.settings, surroundings_.settings.text(SettingId::username),
                                surroundings_.paths, account_->endpoint(), version_);
    } else {
        version_not_told_ = true;
    }
    co_return version_;
}

}  // namespace

bool belongs_to_context(const config::Settings& settings) {
    if (!settings.context_exists()) return false;
    const auto candidates = settings.explain(SettingId::endpoint);
    for (const config::Candidate& candidate : candidates) {
        if (candidate.source == config::Source::context)
            return config::same_endpoint(candidate.value, settings.text(SettingId::endpoint));
    }
    return false;
}

void remember_server_version(const config::Settings& settings, std::string_view user,
                             const config::Paths& paths, const std::string& endpoint, int version) {
    config::Cache(paths, endpoint, user).put(version_entry, version);
    if (!belongs_to_context(settings)) return;
    const std::string text = std::to_string(version);
    if (settings.text(SettingId::server_version) == text) return;
    // Without it the version is asked for again, or comes from the cache.
    static_cast<void>(config::update_config(paths, {}, [&](json::Object& root) -> Result<> {
        if (!config::find_context(root, settings.context())) return {};
        json::Object members;
        members.append("serverVersion", text);
        return config::put_context(root, settings.context(), members);
    }));
}

namespace {

Result<std::unique_ptr<Account>> open_account_in(const std::string& store, const Surroundings& surroundings,
                                                 Connection connection) {
    const config::Settings& settings = surroundings.settings;
    return Account::open({.connection = std::move(connection),
                          .store = store,
                          .credential_helper = settings.text(SettingId::credential_helper),
                          .trace_file = settings.text(SettingId::trace_file),
                          .paths = surroundings.paths,
                          .environment = surroundings.environment,
                          .executor = surroundings.executor,
                          .warn = surroundings.warn,
                          .debug = surroundings.debug});
}

}  // namespace

Result<std::unique_ptr<Account>> open_account(const Surroundings& surroundings, Connection connection) {
    return open_account_in(surroundings.settings.text(SettingId::store), surroundings, std::move(connection));
}

Result<std::unique_ptr<Session>> open_farm_session(Surroundings surroundings) {
    TRY_LET(auto connection, connection_of(surroundings.settings, surroundings.environment));
    connection.tls_context = surroundings.tls_context;
    const auto patience = connection.deadlines.first_byte;
    const std::vector<std::string> warnings = connection.warnings;
    TRY_LET(auto account,
            open_account_in(store_of(surroundings.settings), surroundings, std::move(connection)));
    if (surroundings.warn)
        for (const std::string& warning : warnings) surroundings.warn(warning);
    return std::unique_ptr<Session>(
        std::make_unique<FarmSession>(std::move(surroundings), patience, std::move(account)));
}

}  // namespace rasctl::session
