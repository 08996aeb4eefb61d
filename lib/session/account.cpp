#include "session/account.hpp"

#include <chrono>

#include "config/lock.hpp"
#include "error/try.hpp"
#include "session/server_version.hpp"
#include "session/session.hpp"
#include "terminal/secret.hpp"

namespace rasctl::session {
namespace {

namespace asio = boost::asio;

std::chrono::sys_seconds now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace

Account::Account(AccountSources&& sources, std::unique_ptr<http::Trace> trace,
                 std::unique_ptr<config::TokenStore> store)
    : paths_(sources.paths),
      endpoint_(http::to_string(sources.connection.endpoint)),
      trace_(std::move(trace)),
      store_(std::move(store)),
      client_(std::move(sources.executor), sources.connection.endpoint,
              sources.connection.client_options(trace_.get())) {}

Result<std::unique_ptr<Account>> Account::open(AccountSources sources) {
    terminal::protect_process_memory();
    std::unique_ptr<http::Trace> trace;
    if (sources.debug || !sources.trace_file.empty()) {
        TRY_LET(auto opened, http::Trace::open(sources.debug, sources.trace_file, sources.warn));
        trace = std::move(opened);
    }
    TRY_LET(auto store, config::make_token_store(sources.store, sources.credential_helper, sources.paths,
                                                 sources.environment, sources.warn));
    return std::unique_ptr<Account>(new Account(std::move(sources), std::move(trace), std::move(store)));
}

Result<std::optional<config::StoredToken>> Account::kept(const std::string& user) {
    return store_->get(key(user));
}

void Account::use_cookies_of(const config::StoredToken& token) {
    client_.cookies().read(token.cookies.expose(), now());
}

Result<> Account::keep(const std::string& user, const LoggedOn& logged_on) {
    return store_->put(key(user), {logged_on.token.duplicate(), now().time_since_epoch().count(),
                                   logged_on.session_id, client_.cookies().written(now())});
}

void Account::keep_cookies(const std::string& user, const terminal::Secret& token) {
    if (!client_.cookies().changed()) return;
    // Whoever holds it is about to keep another token: then these cookies are nobody's any more.
    const auto lock = config::Lock::try_acquire(config::logon_lock(paths_, key(user)));
    if (!lock || !*lock) return;
    auto found = store_->get(key(user));
    if (!found || !*found || !terminal::equal_secrets((*found)->token.expose(), token.expose())) return;
    (*found)->cookies = client_.cookies().written(now());
    // Without them the next run finds its way as the first did.
    static_cast<void>(store_->put(key(user), **found));
}

Result<bool> Account::forget(const std::string& user, const terminal::Secret& token) {
    client_.cookies().clear();
    return store_->erase_if(key(user), token.expose());
}

asio::awaitable<Result<LoggedOn>> Account::log_on(std::string user, const terminal::Secret& password) {
    Result<LoggedOn> answer = co_await session::log_on(client_, std::move(user), password);
    co_return answer;
}

asio::awaitable<Result<>> Account::log_off(const terminal::Secret& token) {
    Result<> done = co_await session::log_off(client_, token);
    co_return done;
}

asio::awaitable<Result<bool>> Account::lives(const terminal::Secret& token) {
    http::Request request;
    request.target = "/api/Session/CurrentAdminPermissions";
    Result<http::Response> response = co_await client_.send(prepared(std::move(request), &token));
    if (!response) co_return response.error();
    // Versions before 20 do not know the question, but do not answer it 401 while the session lives.
    co_return response->status != 401;
}

asio::awaitable<int> Account::ask_version(const terminal::Secret& token) {
    Result<http::Response> response = co_await client_.send(prepared(version_request(), &token));
    if (!response || !response->ok()) co_return 0;
    const auto answer = parse_body(*response);
    co_return answer ? major_version_in(*answer) : 0;
}

}  // namespace rasctl::session
