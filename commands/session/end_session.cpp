#include "commands/session/end_session.hpp"

#include <fmt/format.h>

#include "commands/session/open_session.hpp"
#include "config/token_store.hpp"
#include "http/trace.hpp"
#include "session/logon.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {

namespace asio = boost::asio;
using config::SettingId;

asio::awaitable<Result<Ended>> end_session(Context& context, const config::Settings& settings) {
    const auto connection = session::connection_of(settings, context.environment());
    if (!connection) co_return connection.error();
    auto store =
        config::make_token_store(settings.text(SettingId::store), settings.text(SettingId::credential_helper),
                                 context.paths(), context.environment(), warn_on(context));
    if (!store) co_return store.error();
    const config::Account account{http::to_string(connection->endpoint), settings.text(SettingId::username)};
    if (account.user.empty()) co_return Ended::was_not_logged_on;
    auto token = (*store)->get(account);
    if (!token) co_return token.error();
    if (!*token) co_return Ended::was_not_logged_on;

    std::unique_ptr<http::Trace> trace;
    auto client = open_client(context, *connection, trace);
    if (!client) co_return client.error();
    Result<> told = co_await session::log_off(**client, (*token)->token);
    const bool interrupted = !told && told.error().exit_code == ExitCode::interrupted;
    if (auto erased = (*store)->erase_if(account, (*token)->token.expose()); !erased)
        co_return erased.error();
    if (told) co_return Ended::logged_off;
    if (interrupted) co_return told.error();
    context.note(
        fmt::format("rasctl: warning: {}: {}", told.error().what, terminal::sanitize(told.error().why)));
    co_return Ended::only_here;
}

}  // namespace rasctl::commands
