#include "session/authorization.hpp"

#include <fmt/format.h>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "error/try.hpp"
#include "system/file.hpp"
#include "terminal/signals.hpp"

namespace rasctl::session {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using std::chrono::system_clock;
using terminal::Secret;

constexpr std::string_view refusals = "logon-refused";
constexpr std::chrono::seconds refusals_age = 1h;
constexpr std::chrono::milliseconds longest_pause = 50ms;

std::int64_t milliseconds_of(system_clock::time_point time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

}  // namespace

// While one exists, everybody else waits for what it brings. Ends also when its coroutine is cancelled.
class Authorization::Flight {
  public:
    explicit Flight(Authorization& owner) : owner_(owner) {
        owner_.flying_ = true;
        owner_.landed_.reset();
    }
    ~Flight() {
        owner_.flying_ = false;
        ++owner_.flights_;
        owner_.landing_.cancel();
    }
    Flight(const Flight&) = delete;
    Flight& operator=(const Flight&) = delete;
    void lands(const Result<Token>& result) { owner_.landed_ = result; }

  private:
    Authorization& owner_;
};

Authorization::Authorization(AuthorizationParts parts)
    : parts_(std::move(parts)), landing_(parts_.executor, asio::steady_timer::time_point::max()) {}

asio::awaitable<Result<Token>> Authorization::token(Token refused) {
    const unsigned flights_before = flights_;
    while (true) {
        if (current_ && current_ != refused) co_return current_;
        if (failure_) co_return *failure_;
        // A flight that began while we waited failed for us as well.
        if (flights_ != flights_before && landed_ && !*landed_) co_return landed_->error();
        if (!flying_) break;
        boost::system::error_code ignored;
        co_await landing_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    Flight flight(*this);
    Result<Token> result = co_await renew(refused);
    flight.lands(result);
    if (result) current_ = *result;
    if (!result && result.error().exit_code == ExitCode::not_allowed) failure_ = result.error();
    co_return result;
}

asio::awaitable<Result<Token>> Authorization::renew(Token refused) {
    if (refused && refused == current_ && fresh_) {
        co_return Error{
            .exit_code = ExitCode::not_allowed,
            .what = fmt::format("{} does not take the session it gave", parts_.account.endpoint()),
            .why = "it answers 401 right after a logon",
            .hint = "rasctl doctor",
            .http_status = 401};
    }
    // A session that is not kept, and that ended by itself, needs no logoff.
    own_ = false;
    if (!refused && parts_.kept && !parts_.credentials.known_username().empty()) {
        CO_TRY_LET(auto known, stored(parts_.credentials.known_username(), refused));
        if (known) co_return std::move(*known);
    }
    CO_TRY_LET(auto username, parts_.credentials.username());
    if (parts_.kept) {
        Result<Token> shared = co_await renew_for_all(std::move(username), std::move(refused));
        co_return shared;
    }
    CO_TRY_LET(auto password, parts_.credentials.without_asking());
    if (!password) {
        CO_TRY_LET(auto typed, parts_.credentials.ask());
        password = std::move(typed);
    }
    Result<Token> own = co_await log_on_with(std::move(username), std::move(*password));
    co_return own;
}

// Under the lock: takes the token that another process got, or logs on.
asio::awaitable<Result<Token>> Authorization::renew_for_all(std::string username, Token refused) {
    const auto began = system_clock::now();
    const config::Account account{parts_.account.endpoint(), username};
    const auto file = config::logon_lock(parts_.paths, account);
    std::optional<Password> typed;
    while (true) {
        Result<std::optional<config::Lock>> lock = co_await await_lock(file);
        if (!lock) co_return lock.error();
        CO_TRY_LET(auto known, stored(username, refused));
        if (known) co_return std::move(*known);
        if (refused_meanwhile(username, began)) {
            co_return logon_refused(username, account.endpoint, "another rasctl was refused just now");
        }
        if (typed) {
            Result<Token> result = co_await log_on_with(username, std::move(*typed));
            co_return result;
        }
        CO_TRY_LET(auto password, parts_.credentials.without_asking());
        if (password) {
            Result<Token> result = co_await log_on_with(username, std::move(*password));
            co_return result;
        }
        // Nobody else waits for a person to type: the lock is free meanwhile.
        *lock = std::nullopt;
        CO_TRY_LET(auto answer, parts_.credentials.ask());
        typed = std::move(answer);
    }
}

asio::awaitable<Result<Token>> Authorization::log_on_with(std::string username, Password password) {
    Result<LoggedOn> answer = co_await parts_.account.log_on(username, password.text);
    const std::string& endpoint = parts_.account.endpoint();
    if (!answer) {
        if (answer.error().exit_code == ExitCode::not_allowed) {
            parts_.credentials.refused(password);
            if (parts_.kept)
                config::Cache(parts_.paths, endpoint, username)
                    .put(refusals, milliseconds_of(system_clock::now()));
        }
        co_return answer.error();
    }
    if (const auto stored = parts_.credentials.accepted(password); !stored) warn_of(stored.error());
    if (parts_.kept) {
        if (auto kept = parts_.account.keep(username, *answer); !kept) {
            own_ = true;
            if (kept.error().exit_code == ExitCode::interrupted) {
                current_ = std::make_shared<const Secret>(std::move(answer->token));  // for close()
                co_return kept.error();
            }
            // Works all the same: this run has its token, and ends its session itself.
            warn_of(kept.error());
        }
    } else {
        own_ = true;
    }
    fresh_ = true;
    co_return std::make_shared<const Secret>(std::move(answer->token));
}

// Nothing when the folder cannot be written: then there is nothing to share either.
asio::awaitable<Result<std::optional<config::Lock>>> Authorization::await_lock(std::filesystem::path file) {
    static_cast<void>(system::create_private_directories(file.parent_path()));
    const auto deadline = std::chrono::steady_clock::now() + parts_.lock_wait;
    asio::steady_timer timer(parts_.executor);
    for (auto pause = 2ms;; pause = std::min<std::chrono::milliseconds>(pause * 2, longest_pause)) {
        auto lock = config::Lock::try_acquire(file, parts_.warn);
        if (!lock) co_return std::optional<config::Lock>{};
        if (*lock) co_return std::move(*lock);
        if (std::chrono::steady_clock::now() >= deadline) break;
        timer.expires_after(pause);
        boost::system::error_code ended;
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ended));
        if (ended) co_return terminal::interrupted();
    }
    co_return Error{.exit_code = ExitCode::timed_out,
                    .what = "cannot log on",
                    .why = fmt::format("{} has been logging on for {} s", config::holder_of(file),
                                       parts_.lock_wait.count() / 1000),
                    .hint = config::hint_to_find_holder(file)};
}

void Authorization::warn_of(const Error& error) const {
    if (parts_.warn) parts_.warn(fmt::format("warning: {}: {}", error.what, error.why));
}

bool Authorization::is_refused(const Token& token, std::string_view candidate) const {
    return token && terminal::equal_secrets(token->expose(), candidate);
}

Result<std::optional<Token>> Authorization::stored(const std::string& username, const Token& refused) {
    TRY_LET(auto found, parts_.account.kept(username));
    if (!found || found->token.empty() || is_refused(refused, found->token.expose()))
        return std::optional<Token>{};
    // A damaged store: a token can be had again.
    if (!fits_a_header(found->token.expose())) return std::optional<Token>{};
    fresh_ = false;
    parts_.account.use_cookies_of(*found);
    return std::optional<Token>(std::make_shared<const Secret>(std::move(found->token)));
}

bool Authorization::refused_meanwhile(const std::string& username, system_clock::time_point since) const {
    const config::Cache cache(parts_.paths, parts_.account.endpoint(), username);
    const auto at = cache.get(refusals, refusals_age);
    return at && at->to_int64().value_or(0) >= milliseconds_of(since);
}

void Authorization::accepted(const Token& token) {
    if (token == current_) fresh_ = false;
}

void Authorization::ended(const Token& token) {
    if (token == current_) {
        current_.reset();
        own_ = false;
    }
    const std::string& username = parts_.credentials.known_username();
    if (parts_.kept && !username.empty()) static_cast<void>(parts_.account.forget(username, *token));
}

asio::awaitable<Result<>> Authorization::close() {
    if (!current_) co_return Result<>{};
    if (!own_) {
        parts_.account.keep_cookies(parts_.credentials.known_username(), *current_);
        co_return Result<>{};
    }
    const Token last = std::exchange(current_, nullptr);
    own_ = false;
    Result<> done = co_await parts_.account.log_off(*last);
    co_return done;
}

}  // namespace rasctl::session
