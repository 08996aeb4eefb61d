#include <fmt/format.h>

#include <chrono>

#include "commands/call/result_output.hpp"
#include "commands/exit_code.hpp"
#include "commands/line/operands.hpp"
#include "commands/session/open_session.hpp"
#include "commands/session_commands.hpp"
#include "config/token_store.hpp"
#include "http/trace.hpp"
#include "session/farm_session.hpp"
#include "session/logon.hpp"
#include "session/server_version.hpp"
#include "terminal/progress.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using config::SettingId;

constexpr std::string_view whoami_summary = "Show the account, the farm, and where the token lives";

Usage whoami_usage() {
    return {
        .name = "whoami",
        .summary = std::string(whoami_summary),
        .description =
            "Asks nobody but the files of this machine, unless --check is given. Exit code 3: not logged on.",
        .options = {{.name = "check",
                     .placeholder = {},
                     .help = "ask the server whether the session still lives",
                     .group = "Session"}},
        .examples = {"rasctl whoami", "rasctl whoami --check -o json"}};
}

Error not_logged_on(const std::string& endpoint, std::string why) {
    return {.exit_code = ExitCode::not_allowed,
            .what = fmt::format("not logged on to {}", endpoint),
            .why = std::move(why),
            .hint = fmt::format("rasctl login {}", endpoint)};
}

// "2026-11-23T12:34:56Z"
std::string date_time(std::int64_t seconds) {
    const std::chrono::sys_seconds moment{std::chrono::seconds(seconds)};
    const auto day = std::chrono::floor<std::chrono::days>(moment);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(moment - day);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::string age_of(std::int64_t obtained) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const std::chrono::seconds age =
        std::chrono::duration_cast<std::chrono::seconds>(now) - std::chrono::seconds(obtained);
    return terminal::format_duration(std::max(age, std::chrono::seconds(0)));
}

asio::awaitable<Result<>> check(http::Client& client, const terminal::Secret& token, std::string endpoint) {
    http::Request request;
    request.target = "/api/Session/CurrentAdminPermissions";
    Result<http::Response> response = co_await client.send(session::prepared(std::move(request), &token));
    if (!response) co_return response.error();
    // Versions before 20 do not know the question, but do not answer it 401 while the session lives.
    if (response->status != 401) co_return Result<>{};
    co_return not_logged_on(endpoint, "the session has ended at the server");
}

Result<> check_at_server(Context& context, const session::Connection& connection,
                         const terminal::Secret& token) {
    std::unique_ptr<http::Trace> trace;
    auto client = open_client(context, connection, trace);
    if (!client) return client.error();
    return context.run([&] { return check(**client, token, http::to_string(connection.endpoint)); });
}

struct Account {
    config::StoredToken token;
    config::StoreDescription place;
};

Result<Account> find_account(Context& context, const std::string& endpoint) {
    const config::Settings& settings = context.settings();
    if (!session::belongs_to_context(settings))
        return not_logged_on(endpoint, "without a context no session is kept between runs");
    const std::string user = settings.text(SettingId::username);
    if (user.empty()) return not_logged_on(endpoint, "the context names no user");
    auto store =
        config::make_token_store(settings.text(SettingId::store), settings.text(SettingId::credential_helper),
                                 context.paths(), context.environment(), warn_on(context));
    if (!store) return store.error();
    auto token = (*store)->get({endpoint, user});
    if (!token) return token.error();
    if (!*token)
        return not_logged_on(endpoint, fmt::format("no token of {} is kept", terminal::sanitize(user)));
    return Account{std::move(**token), (*store)->describe()};
}

json::Object account_row(Context& context, const std::string& endpoint, const Account& account) {
    const config::Settings& settings = context.settings();
    const int version = session::major_version(settings.text(SettingId::server_version));
    json::Object row;
    row.append("context", settings.context());
    row.append("endpoint", endpoint);
    row.append("username", settings.text(SettingId::username));
    row.append("sessionId", account.token.session_id);
    row.append("serverVersion", version == 0 ? json::Value{} : json::Value(version));
    row.append("site", settings.text(SettingId::site));
    row.append("tokenStore", account.place.where);
    row.append("plainText", account.place.plain_text);
    row.append("loggedOn", date_time(account.token.obtained));
    row.append("tokenAge", age_of(account.token.obtained));
    return row;
}

Result<ExitCode> run_whoami(Context& context, const Arguments& arguments) {
    if (auto none = operands(whoami_usage(), arguments, 0, 0); !none) return none.error();
    const auto connection = session::connection_of(context.settings(), context.environment());
    if (!connection) return connection.error();
    const std::string endpoint = http::to_string(connection->endpoint);
    const auto account = find_account(context, endpoint);
    if (!account) return account.error();
    if (arguments.on("check")) {
        if (auto lives = check_at_server(context, *connection, account->token.token); !lives)
            return lives.error();
    }
    if (auto shown = show_value(context, {}, account_row(context, endpoint, *account)); !shown)
        return shown.error();
    return ends_with(ExitCode::done);
}

}  // namespace

const HandWritten whoami_command{"whoami", whoami_summary, "Session", whoami_usage, run_whoami};

}  // namespace rasctl::commands
