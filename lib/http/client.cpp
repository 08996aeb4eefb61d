#include "http/client.hpp"

#include <fmt/format.h>

#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <set>
#include <utility>

#include "error/try.hpp"
#include "http/connect.hpp"
#include "http/errors.hpp"
#include "http/exchange.hpp"
#include "http/known_secrets.hpp"
#include "http/pacer.hpp"
#include "http/pool.hpp"
#include "http/redirect.hpp"
#include "http/shown_text.hpp"
#include "http/trace.hpp"
#include "http/tunnel.hpp"
#include "terminal/secret.hpp"

namespace rasctl::http {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;

// A kept connection that the server is about to close costs a read a second try and a write an error, so a
// write trusts only one that was used just now: servers that close early do after 5 s (Node.js) or 2 s.
constexpr milliseconds idle_for_reads{90'000};
constexpr milliseconds idle_for_writes{1'000};

Error interrupted(const Endpoint& endpoint) {
    return Error{ExitCode::interrupted, no_answer(endpoint), "interrupted", {}};
}

// Overwrites what of a request may be a secret (a token, a logon's body) once nobody needs it any more.
class Wiped {
  public:
    explicit Wiped(Request& request) : request_(request) {}
    ~Wiped() {
        for (auto& [name, value] : request_.headers)
            if (is_secret_header(name)) terminal::cleanse(value);
        if (auto* const text = std::get_if<std::string>(&request_.body)) terminal::cleanse(*text);
    }
    Wiped(const Wiped&) = delete;
    Wiped& operator=(const Wiped&) = delete;

  private:
    Request& request_;
};

}  // namespace

class Client::Impl {
  public:
    Impl(asio::any_io_executor executor, Endpoint endpoint, ClientOptions options)
        : executor_(std::move(executor)),
          options_(std::move(options)),
          connector_(std::move(endpoint), options_.proxy, options_.tls, options_.tls_context) {
        if (options_.proxy) know_secret(options_.proxy->password);
    }

    const Endpoint& endpoint() const { return connector_.endpoint(); }

    void cancel() {
        cancelled_ = true;
        for (Watchdog* dog : watchdogs_) dog->cancel();
        pool_.close();
    }

    void close() { pool_.close(); }
    CookieJar& cookies() { return cookies_; }

    asio::awaitable<Result<Response>> send(const Request& request, const BodySink& sink) {
        if (cancelled_) co_return interrupted(endpoint());
        CO_TRY(check_request(request));
        const Deadlines deadlines = deadlines_of(request);
        Watchdog dog(executor_, deadlines.whole);
        const Registered registered(watchdogs_, dog);
        Job job{request,
                sink,
                dog,
                deadlines,
                endpoint().base_path + request.target,
                to_string(endpoint()) + shown_target(request)};
        for (int redirects = 0;; ++redirects) {
            Result<Response> answer = co_await send_with_retries(job);
            if (!answer) co_return answer;
            CO_TRY_LET(const auto next, redirect_target(endpoint(), request, job.target, *answer));
            if (!next) co_return answer;
            if (redirects == most_redirects) {
                Error error{ExitCode::refused,
                            host_and_port(endpoint()) + " redirects in circles",
                            fmt::format("{} redirects in a row", redirects + 1),
                            {}};
                error.http_status = static_cast<int>(answer->status);
                co_return error;
            }
            job.target = *next;
            Endpoint root = endpoint();
            root.base_path.clear();
            const std::string path = job.target.substr(0, job.target.find('?'));
            job.url = to_string(root) + shown_text(path) + (path.size() < job.target.size() ? "?..." : "");
        }
    }

  private:
    // A file may be of any size, and who waits for it sees how it comes on.
    Deadlines deadlines_of(const Request& request) const {
        Deadlines deadlines = request.deadlines.value_or(options_.deadlines);
        const bool of_file = request.on_download || std::holds_alternative<Multipart>(request.body) ||
                             std::holds_alternative<FileBody>(request.body);
        if (of_file && !request.deadlines) deadlines.whole = milliseconds(0);
        return deadlines;
    }

    struct Job {
        const Request& request;
        const BodySink& sink;
        Watchdog& dog;
        Deadlines deadlines;
        std::string target;
        std::string url;                          // shown form
        bool ask_first = true;                    // before a big body
        std::optional<Resumption> resume{};       // of a download that was cut
        std::optional<Pacer::Time> limited_at{};  // when the server first refused it by limit
        RetryHistory history{};
    };

    class Registered {
      public:
        Registered(std::set<Watchdog*>& all, Watchdog& dog) : all_(all), dog_(&dog) { all_.insert(dog_); }
        ~Registered() { all_.erase(dog_); }
        Registered(const Registered&) = delete;
        Registered& operator=(const Registered&) = delete;

      private:
        std::set<Watchdog*>& all_;
        Watchdog* dog_;
    };

    class UnderWay {
      public:
        explicit UnderWay(Pacer& pacer) : pacer_(pacer) { pacer_.leaves(); }
        ~UnderWay() { pacer_.returned(); }
        UnderWay(const UnderWay&) = delete;
        UnderWay& operator=(const UnderWay&) = delete;

      private:
        Pacer& pacer_;
    };

    CookiePlace cookie_place(std::string_view path) const {
        return {endpoint().host, path, endpoint().tls,
                std::chrono::floor<std::chrono::seconds>(options_.clock.wall())};
    }

    void note(const std::string& text) const {
        if (options_.trace != nullptr) options_.trace->note(text);
    }

    // False when time was up or the client was cancelled meanwhile.
    asio::awaitable<bool> pause(milliseconds wait, Watchdog& dog) {
        asio::steady_timer timer(executor_);
        const Watchdog::Guard guard(dog, Phase::waiting, milliseconds(0), [&timer] { timer.cancel(); });
        if (!guard.entered()) co_return false;
        if (options_.clock.sleep) {
            co_await options_.clock.sleep(wait);
        } else {
            boost::system::error_code ec;
            timer.expires_after(wait);
            co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ec));
        }
        co_return !dog.tripped();
    }

    // The server's limits leave no room for a request now: wait until they do.
    asio::awaitable<Result<void>> await_turn(Job& job) {
        for (;;) {
            const milliseconds wait = pacer_.delay(options_.clock.now());
            if (wait.count() == 0) co_return Result<void>();
            if (const auto left = job.dog.left(); left && wait >= *left) {
                co_return Error{
                    ExitCode::timed_out, no_answer(endpoint()),
                    fmt::format(
                        "the server limits requests for another {} s, longer than the request may take",
                        (wait.count() + 999) / 1000),
                    "give it more time with --request-timeout"};
            }
            note(fmt::format("waiting {:.1f} s: the server limits requests",
                             static_cast<double>(wait.count()) / 1000));
            const bool waited = co_await pause(wait, job.dog);
            if (!waited) co_return job.dog.error(no_answer(endpoint()));
        }
    }

    asio::awaitable<Result<Response>> send_with_retries(Job& job) {
        for (int tries = 1;; ++tries) {
            const Result<void> turn = co_await await_turn(job);
            if (!turn) co_return turn.error();
            Attempt attempt = co_await send_once(job, tries);
            const RetryDecision decision = judge(job, attempt);
            if (decision.refusal) co_return *decision.refusal;
            if (!decision.again) {
                if (attempt.response) co_return std::move(*attempt.response);
                // Plain HTTP to a TLS port does nothing there, and has its own hint.
                const bool not_understood = attempt.error.hint.starts_with(expects_tls);
                if (attempt.left && !job.request.idempotent && !not_understood)
                    attempt.error.hint = look_before_sending_again;
                co_return std::move(attempt.error);
            }
            note(fmt::format("trying again in {:.1f} s", static_cast<double>(decision.wait.count()) / 1000));
            const bool waited = co_await pause(decision.wait, job.dog);
            if (!waited) co_return job.dog.error(no_answer(endpoint()));
        }
    }

    RetryDecision judge(Job& job, Attempt& attempt) {
        if (attempt.response) pacer_.observe(*attempt.response, options_.clock.now(), options_.clock.wall());
        TryOutcome outcome;
        outcome.idempotent = job.request.idempotent;
        outcome.left = attempt.left;
        outcome.lost = attempt.lost;
        // What came is no loss where the rest can be asked for.
        const bool goes_on = attempt.lost && attempt.resume.has_value();
        outcome.delivered = attempt.delivered && !goes_on;
        outcome.response = attempt.response ? &*attempt.response : nullptr;
        const auto now = options_.clock.now();
        job.history.left = job.dog.left();
        if (job.limited_at)
            job.history.limited_for = std::chrono::duration_cast<milliseconds>(now - *job.limited_at);
        RetryDecision decision =
            decide(options_.retry, outcome, job.history, options_.clock.wall(), host_and_port(endpoint()));
        // A request that gives up holds no other back, least of all the logoff.
        if (decision.limited && decision.again)
            pacer_.hold(now + std::min(decision.wait, options_.retry.longest_retry_after));
        if (decision.counts) {
            ++job.history.retries;
        } else {
            ++job.history.limited;
            if (!job.limited_at) job.limited_at = now;
        }
        if (decision.again && goes_on) job.resume = std::move(attempt.resume);
        return decision;
    }

    // Who does not know Expect has refused the question alone (RFC 9110, 15.5.18).
    static bool refuses_the_question(const Attempt& attempt) {
        return attempt.asked_first && attempt.response && attempt.response->status == 417;
    }

    // One try; on a kept connection that turned out to be closed, a second one on a new connection.
    asio::awaitable<Attempt> send_once(Job& job, int number) {
        const UnderWay under_way(pacer_);
        std::unique_ptr<Connection> kept =
            pool_.take(job.request.idempotent ? idle_for_reads : idle_for_writes, options_.clock.now());
        if (kept) {
            Attempt attempt = co_await send_on(job, std::move(kept), number, ConnectTimes{});
            const bool stale = attempt.lost && !attempt.answered && !attempt.delivered;
            if (refuses_the_question(attempt)) {
                job.ask_first = false;
            } else {
                if (!stale || !(job.request.idempotent || !attempt.left)) co_return attempt;
                note("the kept connection was closed; connecting anew");
            }
        }
        for (;;) {
            Connected connected = co_await connector_.connect(job.deadlines, job.dog);
            if (!connected.transport) co_return not_connected(job, std::move(connected), number);
            auto fresh = std::make_unique<Connection>();
            fresh->transport = std::move(connected.transport);
            Attempt attempt = co_await send_on(job, std::move(fresh), number, connected.times);
            if (!refuses_the_question(attempt)) co_return attempt;
            job.ask_first = false;
        }
    }

    Attempt not_connected(const Job& job, Connected&& connected, int number) const {
        Attempt attempt;
        attempt.error = std::move(connected.error);
        attempt.lost = connected.lost;
        if (options_.trace != nullptr) {
            TraceEntry entry{job.request,    job.url, number, false, std::chrono::system_clock::now(),
                             connected.times};
            options_.trace->starts(entry);
            options_.trace->done(entry, attempt);
        }
        return attempt;
    }

    asio::awaitable<Attempt> send_on(Job& job, std::unique_ptr<Connection> connection, int number,
                                     ConnectTimes times) {
        const bool forwarded =
            !endpoint().tls && connector_.proxy().has_value() && !connector_.proxy()->is_socks();
        const std::string path = job.target.substr(0, job.target.find('?'));
        const ExchangeSetting setting{.endpoint = endpoint(),
                                      .forward_proxy = forwarded ? &*connector_.proxy() : nullptr,
                                      .body_limit = options_.body_limit,
                                      .user_agent = options_.user_agent,
                                      .deadlines = job.deadlines,
                                      .cookies = cookies_.header(cookie_place(path)),
                                      .ask_first = job.ask_first,
                                      .from = job.resume ? &*job.resume : nullptr};
        TraceEntry entry{
            job.request, job.url, number, connection->requests > 0, std::chrono::system_clock::now(), times};
        if (options_.trace != nullptr) {
            entry.security = connection->transport->security();
            options_.trace->starts(entry);
        }
        Attempt attempt = co_await exchange(*connection, job.request, job.target, job.sink, setting, job.dog);
        if (forwarded && attempt.response && attempt.response->status == 407) {
            attempt.error = proxy_wants_credentials(*connector_.proxy(), attempt.response->headers);
            attempt.response.reset();
        }
        if (attempt.response) cookies_.take(attempt.response->headers, cookie_place(path));
        if (options_.trace != nullptr) options_.trace->done(entry, attempt);
        if (attempt.reusable && !cancelled_) {
            pool_.give(std::move(connection), options_.clock.now());
        } else {
            connection->transport->close_politely();
        }
        co_return attempt;
    }

    asio::any_io_executor executor_;
    ClientOptions options_;
    Connector connector_;
    Pool pool_;
    Pacer pacer_;
    CookieJar cookies_;
    std::set<Watchdog*> watchdogs_;
    bool cancelled_ = false;
};

Client::Client(asio::any_io_executor executor, Endpoint endpoint, ClientOptions options)
    : impl_(std::make_shared<Impl>(std::move(executor), std::move(endpoint), std::move(options))) {}

Client::~Client() {
    impl_->close();
}

asio::awaitable<Result<Response>> Client::send(Request request, BodySink sink) {
    const std::shared_ptr<Impl> impl = impl_;
    const Wiped wiped(request);
    try {
        Result<Response> answer = co_await impl->send(request, sink);
        const auto state = co_await asio::this_coro::cancellation_state;
        if (!answer && state.cancelled() != asio::cancellation_type::none)
            co_return interrupted(impl->endpoint());
        co_return answer;
    } catch (const boost::system::system_error& cancelled) {
        // A coroutine that was cancelled from outside is not allowed to wait any more.
        if (cancelled.code() != asio::error::operation_aborted) throw;
    }
    co_return interrupted(impl->endpoint());
}

CookieJar& Client::cookies() {
    return impl_->cookies();
}

void Client::cancel() {
    impl_->cancel();
}

void Client::close() {
    impl_->close();
}

const Endpoint& Client::endpoint() const {
    return impl_->endpoint();
}

}  // namespace rasctl::http
