#include "commands/run/session/shared_session.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <future>

#include "commands/run/session/open_session.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using config::SettingId;

class LentSession final : public session::Session {
  public:
    LentSession(session::Session& real, asio::any_io_executor executor)
        : real_(real), executor_(std::move(executor)) {}
    // The lender's thread may still be taking apart what it ran for this session, which refers to the
    // borrower's io_context; once it comes to another handler, it has.
    // NOLINTNEXTLINE(bugprone-exception-escape): out of memory alone is thrown here, and ends the process.
    ~LentSession() override {
        std::promise<void> idle;
        asio::post(executor_, [&idle] { idle.set_value(); });
        idle.get_future().wait();
    }
    LentSession(const LentSession&) = delete;
    LentSession& operator=(const LentSession&) = delete;

    asio::awaitable<Result<http::Response>> send(http::Request request, http::BodySink sink) override {
        co_return co_await asio::co_spawn(executor_, real_.send(std::move(request), std::move(sink)),
                                          asio::use_awaitable);
    }
    int known_server_version() const override { return real_.known_server_version(); }
    asio::awaitable<Result<int>> server_version() override {
        co_return co_await asio::co_spawn(executor_, real_.server_version(), asio::use_awaitable);
    }
    std::string endpoint() const override { return real_.endpoint(); }
    // The lender ends it.
    asio::awaitable<Result<>> close() override { co_return Result<>{}; }

  private:
    session::Session& real_;
    asio::any_io_executor executor_;
};

bool same_farm(const config::Settings& a, const config::Settings& b) {
    return a.context() == b.context() && a.text(SettingId::endpoint) == b.text(SettingId::endpoint) &&
           a.text(SettingId::username) == b.text(SettingId::username);
}

}  // namespace

SharedSession::SharedSession(Context& lender) : lender_(lender), guard_(lender.io().get_executor()) {
    lender_.io().restart();
    thread_ = std::thread([this] { lender_.io().run(); });
}

SharedSession::~SharedSession() {
    guard_.reset();
    lender_.io().stop();
    thread_.join();
}

SessionOpener SharedSession::opener() {
    return [this](Context& borrower) -> Result<std::unique_ptr<session::Session>> {
        if (!same_farm(lender_.settings(), borrower.settings())) return open_session(borrower);
        auto real = lender_.session();
        if (!real) return real.error();
        return std::make_unique<LentSession>(**real, lender_.io().get_executor());
    };
}

}  // namespace rasctl::commands
