#include "session/farm_session.hpp"

#include <fmt/format.h>

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include "config/cache.hpp"
#include "config/contexts.hpp"
#include "config/endpoint_text.hpp"
#include "config/token_store.hpp"
#include "http/trace.hpp"
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
constexpr std::chrono::seconds version_age = 24h * 7;
// One token from the store, one that another process got meanwhile, one of our own logon.
constexpr int most_renewals = 3;
// Beside the answer to the logon itself: connecting, and a password command.
constexpr std::chrono::milliseconds beside_the_answer = 60s;

bool is_call(const http::Request& request, std::string_view path) {
    const std::string_view target = request.target;
    return request.method == "POST" && equal_ignoring_case(target.substr(0, target.find('?')), path);
}

int known_version(const config::Settings& settings, const config::Paths& paths, const std::string& endpoint) {
    const int from_context = major_version(settings.text(SettingId::server_version));
    if (from_context != 0) return from_context;
    const config::Cache cache(paths, endpoint, settings.text(SettingId::username));
    const auto cached = cache.get(version_entry, version_age);
    return cached ? major_version_in(*cached) : 0;
}

class FarmSession : public Session {
  public:
    FarmSession(Surroundings surroundings, const Connection& connection, std::unique_ptr<http::Trace> trace,
                std::unique_ptr<config::TokenStore> store)
        : surroundings_(std::move(surroundings)),
          endpoint_(http::to_string(connection.endpoint)),
          trace_(std::move(trace)),
          client_(surroundings_.executor, connection.endpoint, connection.client_options(trace_.get())),
          authorization_(parts(connection, std::move(store))),
          version_(known_version(surroundings_.settings, surroundings_.paths, endpoint_)) {}

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
    std::string endpoint() const override { return endpoint_; }

    asio::awaitable<Result<>> close() override {
        Result<> closed = co_await authorization_.close();
        client_.close();
        co_return closed;
    }

  private:
    AuthorizationParts parts(const Connection& connection, std::unique_ptr<config::TokenStore> store) {
        return {.executor = surroundings_.executor,
                .client = client_,
                .credentials = Credentials(credential_sources(
                    surroundings_.settings, surroundings_.environment, endpoint_, surroundings_.prompt)),
                .store = std::move(store),
                .paths = surroundings_.paths,
                .kept = belongs_to_context(surroundings_.settings) &&
                        surroundings_.settings.text(SettingId::store) != "none",
                .lock_wait = connection.deadlines.first_byte + beside_the_answer,
                .warn = surroundings_.warn};
    }
    asio::awaitable<Result<http::Response>> send_authorized(http::Request request, http::BodySink sink);

    Surroundings surroundings_;
    std::string endpoint_;
    std::unique_ptr<http::Trace> trace_;
    http::Client client_;
    Authorization authorization_;
    int version_;
    bool version_not_told_ = false;
};

asio::awaitable<Result<http::Response>> FarmSession::send_authorized(http::Request request,
                                                                     http::BodySink sink) {
    if (is_call(request, "/api/Session/logon")) {
        Result<http::Response> response =
            co_await client_.send(prepared(std::move(request), nullptr), std::move(sink));
        co_return response;
    }
    Token refused;
    for (int renewals = 0;; ++renewals) {
        Result<Token> token = co_await authorization_.token(refused);
        if (!token) co_return token.error();
        // Copied, for it may have to be sent again; a sink sees nothing of a 401.
        Result<http::Response> response = co_await client_.send(prepared(request, token->get()), sink);
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
    if (version_ != 0) {
        remember_server_version(surroundings_.settings, surroundings_.paths, endpoint_, version_);
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

void remember_server_version(const config::Settings& settings, const config::Paths& paths,
                             const std::string& endpoint, int version) {
    config::Cache(paths, endpoint, settings.text(SettingId::username)).put(version_entry, version);
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

Result<std::unique_ptr<Session>> open_farm_session(Surroundings surroundings) {
    terminal::protect_process_memory();
    const config::Settings& settings = surroundings.settings;
    auto connection = connection_of(settings, surroundings.environment);
    if (!connection) return connection.error();
    std::unique_ptr<http::Trace> trace;
    const std::string trace_file = settings.text(SettingId::trace_file);
    if (surroundings.debug || !trace_file.empty()) {
        auto opened = http::Trace::open(surroundings.debug, trace_file, surroundings.warn);
        if (!opened) return opened.error();
        trace = std::move(*opened);
    }
    const std::string store_name = belongs_to_context(settings) ? settings.text(SettingId::store) : "none";
    auto store = config::make_token_store(store_name, settings.text(SettingId::credential_helper),
                                          surroundings.paths, surroundings.environment, surroundings.warn);
    if (!store) return store.error();
    if (surroundings.warn)
        for (const std::string& warning : connection->warnings) surroundings.warn(warning);
    return std::unique_ptr<Session>(std::make_unique<FarmSession>(std::move(surroundings), *connection,
                                                                  std::move(trace), std::move(*store)));
}

}  // namespace rasctl::session
