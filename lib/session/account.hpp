// An administrator's account at one farm, as this machine has it: the way there, and where its token is kept.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "config/paths.hpp"
#include "config/settings.hpp"
#include "config/token_store.hpp"
#include "error/error.hpp"
#include "http/client.hpp"
#include "http/trace.hpp"
#include "session/connection.hpp"
#include "session/logon.hpp"
#include "terminal/environment.hpp"

namespace rasctl::session {

// What an account is opened with. What is referred to must outlive it.
struct AccountSources {
    Connection connection;
    std::string store;  // the setting: file, keyring, helper, none
    std::string credential_helper;
    std::string trace_file;
    const config::Paths& paths;
    const terminal::Environment& environment;
    boost::asio::any_io_executor executor;
    std::function<void(std::string_view)> warn{};   // a line for stderr
    std::function<void(std::string_view)> debug{};  // a line of --debug
};

// The one place that knows how a token is got, kept, used for the first time and given back. Nothing here
// logs on by itself (authorization.hpp does).
class Account {
  public:
    // Sends nothing. Failures: a token store that cannot be used, and those of --trace-file.
    static Result<std::unique_ptr<Account>> open(AccountSources sources);
    Account(const Account&) = delete;
    Account& operator=(const Account&) = delete;

    http::Client& client() { return client_; }
    const std::string& endpoint() const { return endpoint_; }

    // The token that is kept for this user, if any.
    Result<std::optional<config::StoredToken>> kept(const std::string& user);
    // The server's cookies that were kept with the token go along with every request from here on.
    void use_cookies_of(const config::StoredToken& token);
    // From now on the user's token, with the server's cookies.
    Result<> keep(const std::string& user, const LoggedOn& logged_on);
    // The cookies that the server changed meanwhile, where this token is still the kept one.
    void keep_cookies(const std::string& user, const terminal::Secret& token);
    // No longer, unless another one is kept by now.
    Result<bool> forget(const std::string& user, const terminal::Secret& token);
    config::StoreDescription describe_store() const { return store_->describe(); }

    boost::asio::awaitable<Result<LoggedOn>> log_on(std::string user, const terminal::Secret& password);
    boost::asio::awaitable<Result<>> log_off(const terminal::Secret& token);
    // Whether the server still takes the token.
    boost::asio::awaitable<Result<bool>> lives(const terminal::Secret& token);
    // The server's major version; 0 when it does not tell, which is no failure.
    boost::asio::awaitable<int> ask_version(const terminal::Secret& token);

  private:
    Account(AccountSources&& sources, std::unique_ptr<http::Trace> trace,
            std::unique_ptr<config::TokenStore> store);
    config::Account key(const std::string& user) const { return {endpoint_, user}; }

    const config::Paths& paths_;
    std::string endpoint_;
    std::unique_ptr<http::Trace> trace_;
    std::unique_ptr<config::TokenStore> store_;
    http::Client client_;
};

}  // namespace rasctl::session
