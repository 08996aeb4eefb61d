#include "commands/run/account/end_session.hpp"

#include <fmt/format.h>

#include "commands/run/account/open_session.hpp"
#include "error/try.hpp"
#include "session/logon.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {

namespace asio = boost::asio;
using config::SettingId;

asio::awaitable<Result<Ended>> end_session(Context& context, const config::Settings& settings,
                                           const ShowInstead& show) {
    CO_TRY_LET(const auto connection, session::connection_of(settings, context.environment()));
    const std::string user = settings.text(SettingId::username);
    if (user.empty()) co_return Ended::was_not_logged_on;
    CO_TRY_LET(auto account, session::open_account(surroundings_of(context, settings), connection));
    CO_TRY_LET(auto token, account->kept(user));
    if (!token) co_return Ended::was_not_logged_on;
    if (show) {
        CO_TRY(show(http::to_string(connection.endpoint), session::logoff_request()));
        co_return Ended::only_shown;
    }

    account->use_cookies_of(*token);
    Result<> told = co_await account->log_off(token->token);
    const bool interrupted = !told && told.error().exit_code == ExitCode::interrupted;
    CO_TRY(account->forget(user, token->token));
    if (told) co_return Ended::logged_off;
    if (interrupted) co_return told.error();
    context.note(
        fmt::format("rasctl: warning: {}: {}", told.error().what, terminal::sanitize(told.error().why)));
    co_return Ended::only_here;
}

}  // namespace rasctl::commands
