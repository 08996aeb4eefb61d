#include <fmt/format.h>

#include <array>

#include "commands/line/exit_code.hpp"
#include "commands/line/operands.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/account/certificate_trust.hpp"
#include "commands/run/account/end_session.hpp"
#include "commands/run/account/login_plan.hpp"
#include "commands/run/account/open_session.hpp"
#include "commands/run/catalog/offered_description.hpp"
#include "commands/run/context.hpp"
#include "config/contexts.hpp"
#include "error/try.hpp"
#include "session/credentials.hpp"
#include "session/farm_session.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

constexpr std::array words_for_server{"server", "host", "hostname"};

namespace asio = boost::asio;
using config::SettingId;

constexpr std::string_view login_summary = "Log on to a farm and remember it as a context";
constexpr std::string_view usual_administrator = "administrator";

std::vector<Option> login_options() {
    const auto make = [](std::string name, std::string placeholder, std::string help) {
        return Option{.name = std::move(name),
                      .placeholder = std::move(placeholder),
                      .help = std::move(help),
                      .group = "Logon"};
    };
    std::vector<Option> list;
    list.push_back(make("username", "NAME", "administrator to log on as"));
    list.push_back(make("password-stdin", "", "read the password from stdin, which is one line"));
    list.push_back(make("password-file", "FILE", "read the password from a file that only you can read"));
    list.back().values = Values::file;
    list.push_back(make("name", "CONTEXT", "what to call the context; its host unless given"));
    list.back().values = Values::context;
    list.push_back(make("store", "WHERE", "where the token is kept from now on"));
    list.back().values = Values::choices;
    list.back().choices = {"file", "keyring", "helper", "none"};
    list.push_back(make("credential-helper", "HELPER",
                        "program that keeps password and token, as git's credential.helper"));
    list.push_back(
        make("password-command", "COMMAND", "shell command that prints the password, for now and later"));
    // Whoever tries it is told why not, and what to do.
    list.push_back(make("password", "VALUE", ""));
    list.back().group.clear();
    // The farm's name belongs to no other option: taken for the context's, the password would go to the
    // current farm.
    for (const char* const server : words_for_server) {
        list.push_back(make(server, "ENDPOINT", ""));
        list.back().group.clear();
    }
    return list;
}

Usage login_usage() {
    return {.name = "login",
            .summary = std::string(login_summary),
            .description =
                "Makes a context for the farm, or refreshes the one that is for it already, and makes it the "
                "current "
                "one. A bare host name means https and port 20443.\n\n"
                "The password comes from --password-stdin, --password-file, RASCTL_PASSWORD, the file that "
                "RASCTL_PASSWORD_FILE names, --password-command, --credential-helper, or a hidden prompt. "
                "Nothing is written when the logon fails.\n\n"
                "A certificate that nobody vouches for is shown on a terminal and pinned when you agree; "
                "elsewhere give "
                "--fingerprint, --ca-file or --insecure.",
            .positionals = {{.placeholder = "ENDPOINT",
                             .help = "host, host:port or URL; the current context's unless given",
                             .required = false}},
            .options = login_options(),
            .examples = {"rasctl login ras.company.dom",
                         "rasctl login ras.company.dom --username admin@company.dom --name prod",
                         "pass show ras | rasctl login ras.company.dom --username admin --password-stdin",
                         "rasctl login ras.company.dom --credential-helper libsecret --store helper"}};
}

Error password_on_command_line() {
    return {.exit_code = ExitCode::usage,
            .what = "--password is not taken",
            .why = "everybody on this machine could read it in the list of processes, and the shell keeps it",
            .hint = "rasctl login --password-stdin, or set RASCTL_PASSWORD, or type it when asked"};
}

Error server_on_option(std::string_view option, const std::string& name) {
    return {.exit_code = ExitCode::usage,
            .what = fmt::format("unknown option --{}: 'login' has no such option", option),
            .why = "the farm is said without an option",
            .hint = fmt::format("did you mean: rasctl login {}", terminal::sanitize(name))};
}

session::Credentials credentials_of(Context& context, const LoginPlan& plan, const Arguments& arguments,
                                    const std::string& endpoint) {
    auto sources =
        session::credential_sources(plan.settings, context.environment(), endpoint,
                                    [&context]() -> terminal::Prompt& { return context.prompt(); });
    if (const auto given = arguments.last("username")) sources.username = *given;
    sources.password_file = arguments.last("password-file").value_or("");
    sources.password_command = plan.password_command;
    sources.credential_helper = plan.credential_helper;
    return session::Credentials(std::move(sources));
}

Result<session::Password> password_from(session::Credentials& credentials) {
    TRY_LET(auto known, credentials.without_asking());
    if (known) return std::move(*known);
    return credentials.ask();
}

// One login, step by step; nothing of it stays when one fails.
class Login {
  public:
    Login(Context& context, const Arguments& arguments, LoginPlan plan, session::Connection connection)
        : context_(context),
          arguments_(arguments),
          plan_(std::move(plan)),
          connection_(std::move(connection)),
          endpoint_(http::to_string(connection_.endpoint)),
          credentials_(credentials_of(context, plan_, arguments, endpoint_)) {}

    asio::awaitable<Result<>> run();

  private:
    Result<> take_password_from_stdin();
    Result<> open_account();
    asio::awaitable<Result<>> log_on();
    asio::awaitable<Result<>> keep();
    Result<> write_context();
    asio::awaitable<void> give_up();
    void tell() const;

    Context& context_;
    const Arguments& arguments_;
    LoginPlan plan_;
    session::Connection connection_;
    std::string endpoint_;
    session::Credentials credentials_;
    std::string username_;
    std::unique_ptr<session::Account> account_;
    session::LoggedOn logged_on_;
    int version_ = 0;
};

Result<> Login::take_password_from_stdin() {
    if (!arguments_.on("password-stdin")) return {};
    if (arguments_.given("password-file"))
        return Error{.exit_code = ExitCode::usage,
                     .what = "--password-stdin does not go with --password-file",
                     .why = "there is one password",
                     .hint = "rasctl login --help"};
    TRY_LET(auto typed, context_.streams().in().read_secret_line());
    TRY_LET(auto more, context_.streams().in().has_more_now());
    if (more)
        return Error{.exit_code = ExitCode::usage,
                     .what = "more than one line on stdin",
                     .why = "--password-stdin takes one line, the password"};
    credentials_.give(std::move(typed));
    return {};
}

// With the store that the context will have, whatever it has now.
Result<> Login::open_account() {
    TRY_LET(auto opened, session::Account::open({.connection = connection_,
                                                 .store = plan_.store,
                                                 .credential_helper = plan_.credential_helper,
                                                 .trace_file = plan_.settings.text(SettingId::trace_file),
                                                 .paths = context_.paths(),
                                                 .environment = context_.environment(),
                                                 .executor = context_.io().get_executor(),
                                                 .warn = warn_on(context_),
                                                 .debug = debug_on(context_)}));
    account_ = std::move(opened);
    return {};
}

asio::awaitable<Result<>> Login::log_on() {
    CO_TRY_LET(auto username, credentials_.username(usual_administrator));
    username_ = username;
    CO_TRY_LET(auto password, password_from(credentials_));
    Result<session::LoggedOn> answer = co_await account_->log_on(username_, password.text);
    if (!answer) {
        if (answer.error().exit_code == ExitCode::not_allowed) credentials_.refused(password);
        co_return answer.error();
    }
    if (const auto stored = credentials_.accepted(password); !stored)
        context_.note(fmt::format("rasctl: warning: {}: {}", stored.error().what, stored.error().why));
    logged_on_ = std::move(*answer);
    co_return Result<>{};
}

Result<> Login::write_context() {
    plan_.members.set("username", username_);
    plan_.members.set("serverVersion", version_ == 0 ? json::Value{} : json::Value(std::to_string(version_)));
    return config::update_config(context_.paths(), warn_on(context_), [&](json::Object& root) -> Result<> {
        TRY(config::put_context(root, plan_.context, plan_.members));
        return config::use_context(root, plan_.context);
    });
}

asio::awaitable<void> Login::give_up() {
    [[maybe_unused]] const Result<> told = co_await account_->log_off(logged_on_.token);
}

// Token first: a context whose token is missing would only log on again.
asio::awaitable<Result<>> Login::keep() {
    auto before = account_->kept(username_);
    Result<> done = before ? account_->keep(username_, logged_on_) : Result<>(before.error());
    if (done) done = write_context();
    if (!done) {
        [[maybe_unused]] const auto forgotten = account_->forget(username_, logged_on_.token);
        co_await give_up();
        co_return done.error();
    }
    if (plan_.store == "none") {
        co_await give_up();
    } else if (*before && !(*before)->token.empty()) {
        // Other administrators see every session, and each can hold locks.
        account_->use_cookies_of(**before);
        [[maybe_unused]] const Result<> ended = co_await account_->log_off((*before)->token);
    }
    co_return Result<>{};
}

void Login::tell() const {
    const std::string version = version_ == 0 ? "" : fmt::format(" (version {})", version_);
    context_.note(fmt::format("logged on to {} as {}{}; context {}", endpoint_, terminal::sanitize(username_),
                              version, plan_.context));
    if (plan_.store == "none") context_.note("no token is kept: every run logs on, and off again at its end");
}

asio::awaitable<Result<>> Login::run() {
    CO_TRY(take_password_from_stdin());
    CO_TRY_LET(auto pinned, co_await trust_on_first_use(context_, connection_));
    if (pinned) {
        connection_.tls = {.ca_file = {}, .fingerprint = *pinned};
        plan_.members.set("fingerprint", *pinned);
        plan_.members.set("caFile", json::Value{});
        plan_.members.set("caOnly", json::Value{});
        plan_.members.set("insecure", json::Value{});
    }
    for (const std::string& warning : connection_.warnings) warn_on(context_)(warning);
    CO_TRY(open_account());
    Result<> logged_on = co_await log_on();
    if (!logged_on) co_return logged_on;
    version_ = co_await account_->ask_version(logged_on_.token);
    Result<> kept = co_await keep();
    if (!kept) co_return kept;
    if (plan_.settings.context_exists() && plan_.store != plan_.settings.text(SettingId::store)) {
        // The store that the context had before would keep its token for ever.
        [[maybe_unused]] const Result<Ended> ended = co_await end_session(context_, plan_.settings);
    }
    if (version_ != 0)
        session::remember_server_version(plan_.settings, username_, context_.paths(), endpoint_, version_);
    tell();
    if (const DescriptionOffer offer{plan_.context, version_}; is_worth_looking(context_, offer))
        co_await mention_offered_description(context_, account_->client(), logged_on_.token, offer);
    co_return Result<>{};
}

Result<ExitCode> run_login(Context& context, const Arguments& arguments) {
    if (arguments.given("password")) return password_on_command_line();
    for (const char* const server : words_for_server)
        if (const auto name = arguments.last(server)) return server_on_option(server, *name);
    TRY(operands(login_usage(), arguments, 0, 1));
    terminal::protect_process_memory();
    TRY_LET(auto plan, plan_login(context, arguments));
    TRY_LET(auto connection, session::connection_of(plan.settings, context.environment()));
    Login login(context, arguments, std::move(plan), std::move(connection));
    TRY(context.run([&] { return login.run(); }));
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten login_command{"login",   login_summary, "Session", login_usage,
                                       run_login, false,         false,     Changes::this_machine};

}  // namespace rasctl::commands
