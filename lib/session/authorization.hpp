// The token that requests carry: kept between runs, shared by processes, had anew when the server refuses it.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "config/cache.hpp"
#include "config/lock.hpp"
#include "config/paths.hpp"
#include "error/error.hpp"
#include "session/account.hpp"
#include "session/credentials.hpp"
#include "session/logon.hpp"
#include "terminal/secret.hpp"

namespace rasctl::session {

using Token = std::shared_ptr<const terminal::Secret>;

// What an authorization is made of.
struct AuthorizationParts {
    boost::asio::any_io_executor executor;
    Account& account;  // must outlive the authorization
    Credentials credentials;
    config::Paths paths;
    bool kept = true;                              // false: the session ends with the run
    std::chrono::milliseconds lock_wait{120'000};  // how long another process may take to log on
    std::function<void(std::string_view)> warn{};
};

// Of any number of requests and processes that need a new token, one logs on; the others take what it got.
// All members run on the executor's one thread.
class Authorization {
  public:
    explicit Authorization(AuthorizationParts parts);

    // A token other than `refused` (null for any): the one in use, the store's, or that of a new logon. A
    // token that the server gave and refused without ever taking it is a failure (exit code not_allowed), so
    // that this ends.
    boost::asio::awaitable<Result<Token>> token(Token refused);
    // The server took it.
    void accepted(const Token& token);
    // The session it stands for has ended: forgets it here and in the store.
    void ended(const Token& token);

    // Logs off a session that is not kept; of one that is, keeps the cookies that the server changed.
    boost::asio::awaitable<Result<>> close();

  private:
    class Flight;

    boost::asio::awaitable<Result<Token>> renew(Token refused);
    boost::asio::awaitable<Result<Token>> renew_for_all(std::string username, Token refused);
    boost::asio::awaitable<Result<Token>> log_on_with(std::string username, Password password);
    boost::asio::awaitable<Result<std::optional<config::Lock>>> await_lock(std::filesystem::path file);
    Result<std::optional<Token>> stored(const std::string& username, const Token& refused);
    void warn_of(const Error& error) const;
    bool is_refused(const Token& token, std::string_view candidate) const;
    // Whether another process was refused since `since`, so that asking again would only bring a lock-out
    // nearer.
    bool refused_meanwhile(const std::string& username, std::chrono::system_clock::time_point since) const;

    AuthorizationParts parts_;
    Token current_;
    bool fresh_ = false;            // current_ comes from a logon of ours and was never accepted
    bool own_ = false;              // current_ comes from a logon of ours that is not kept
    std::optional<Error> failure_;  // a refused logon: trying again could lock the account
    bool flying_ = false;
    std::optional<Result<Token>> landed_;  // what the last flight brought
    unsigned flights_ = 0;
    boost::asio::steady_timer landing_;
};

}  // namespace rasctl::session
