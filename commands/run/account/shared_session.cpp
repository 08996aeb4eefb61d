#include "commands/run/account/shared_session.hpp"

#include "commands/run/account/open_session.hpp"
#include "error/try.hpp"
#include "http/tls_context.hpp"
#include "session/connection.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using config::SettingId;

class LentSession final : public session::Session {
  public:
    explicit LentSession(session::Session& real) : real_(real) {}

    asio::awaitable<Result<http::Response>> send(http::Request request, http::BodySink sink) override {
        return real_.send(std::move(request), std::move(sink));
    }
    int known_server_version() const override { return real_.known_server_version(); }
    asio::awaitable<Result<int>> server_version() override { return real_.server_version(); }
    std::string endpoint() const override { return real_.endpoint(); }
    // The lender ends it.
    asio::awaitable<Result<>> close() override { co_return Result<>{}; }
    bool ends_here() const override { return false; }

  private:
    session::Session& real_;
};

bool same_farm(const config::Settings& a, const config::Settings& b) {
    return a.context() == b.context() && a.text(SettingId::endpoint) == b.text(SettingId::endpoint) &&
           a.text(SettingId::username) == b.text(SettingId::username);
}

}  // namespace

SessionOpener lending(Context& lender) {
    return [&lender](Context& borrower) -> Result<std::unique_ptr<session::Session>> {
        if (!same_farm(lender.settings(), borrower.settings())) return open_session(borrower);
        TRY_LET(auto real, lender.session());
        return std::make_unique<LentSession>(*real);
    };
}

void prepare_for_forks(Context& lender) {
    const auto connection = session::connection_of(lender.settings(), lender.environment());
    if (!connection || !connection->endpoint.tls) return;
    // What is wrong with it the first request says.
    if (auto made = http::TlsContext::create(connection->tls)) lender.prepare_tls(std::move(*made));
}

}  // namespace rasctl::commands
