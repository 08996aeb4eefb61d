#include <fmt/format.h>

#include <chrono>

#include "commands/line/exit_code.hpp"
#include "commands/line/operands.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/account/open_session.hpp"
#include "commands/run/context.hpp"
#include "commands/run/result_output.hpp"
#include "error/try.hpp"
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

struct KeptAccount {
    std::unique_ptr<session::Account> account;
    config::StoredToken token;
};

asio::awaitable<Result<>> check(const KeptAccount& kept) {
    const Result<bool> lives = co_await kept.account->lives(kept.token.token);
    if (!lives) co_return lives.error();
    if (*lives) co_return Result<>{};
    co_return not_logged_on(kept.account->endpoint(), "the session has ended at the server");
}

Result<KeptAccount> find_account(Context& context, session::Connection connection) {
    const config::Settings& settings = context.settings();
    const std::string endpoint = http::to_string(connection.endpoint);
    if (!session::belongs_to_context(settings))
        return not_logged_on(endpoint, "without a context no session is kept between runs");
    const std::string user = settings.text(SettingId::username);
    if (user.empty()) return not_logged_on(endpoint, "the context names no user");
    TRY_LET(auto account, session::open_account(surroundings_of(context, settings), std::move(connection)));
    TRY_LET(auto token, account->kept(user));
    if (!token)
        return not_logged_on(endpoint, fmt::format("no token of {} is kept", terminal::sanitize(user)));
    account->use_cookies_of(*token);
    return KeptAccount{std::move(account), std::move(*token)};
}

json::Object account_row(Context& context, const KeptAccount& kept) {
    const config::StoreDescription place = kept.account->describe_store();
    const config::Settings& settings = context.settings();
    const int version = session::major_version(settings.text(SettingId::server_version));
    json::Object row;
    row.append("context", settings.context());
    row.append("endpoint", kept.account->endpoint());
    row.append("username", settings.text(SettingId::username));
    row.append("sessionId", kept.token.session_id);
    row.append("serverVersion", version == 0 ? json::Value{} : json::Value(version));
    row.append("site", settings.text(SettingId::site));
    row.append("tokenStore", place.where);
    row.append("plainText", place.plain_text);
    row.append("loggedOn", date_time(kept.token.obtained));
    row.append("tokenAge", age_of(kept.token.obtained));
    return row;
}

Result<ExitCode> run_whoami(Context& context, const Arguments& arguments) {
    TRY(operands(whoami_usage(), arguments, 0, 0));
    TRY_LET(auto connection, session::connection_of(context.settings(), context.environment()));
    TRY_LET(const auto kept, find_account(context, std::move(connection)));
    if (arguments.on("check")) {
        if (auto lives = context.run([&] { return check(kept); }); !lives) return lives.error();
    }
    TRY(show_value(context, {}, account_row(context, kept)));
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten whoami_command{"whoami", whoami_summary, "Session", whoami_usage, run_whoami};

}  // namespace rasctl::commands
