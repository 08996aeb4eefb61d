#include "commands/run/completion/complete_live.hpp"

#include <boost/asio/steady_timer.hpp>

#include "commands/run/completion/name_cache.hpp"
#include "config/cache.hpp"
#include "config/token_store.hpp"
#include "farm/request_builder.hpp"
#include "http/client.hpp"
#include "session/connection.hpp"
#include "session/farm_session.hpp"
#include "session/logon.hpp"
#include "session/server_version.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using config::SettingId;

// When the farm does not answer in time, names from before are better than none.
constexpr std::chrono::seconds stale = 1h;

// The token that an earlier run left; a helper is a program of others, which may take its time or ask.
std::optional<terminal::Secret> token_left(Context& context, const std::string& endpoint) {
    const config::Settings& settings = context.settings();
    const std::string store_name = settings.text(SettingId::store);
    if (store_name == "helper" || !session::belongs_to_context(settings)) return std::nullopt;
    auto store =
        config::make_token_store(store_name, {}, context.paths(), context.environment(), [](auto) {});
    if (!store) return std::nullopt;
    auto token = (*store)->get({endpoint, settings.text(SettingId::username)});
    if (!token || !*token) return std::nullopt;
    return std::move((*token)->token);
}

// A session that sends with the token that is there, or not at all.
class QuickSession : public session::Session {
  public:
    QuickSession(Context& context, const session::Connection& connection)
        : endpoint_(http::to_string(connection.endpoint)),
          version_(session::major_version(context.settings().text(SettingId::server_version))),
          token_(token_left(context, endpoint_)),
          ends_(asio::steady_timer::clock_type::now() + LiveNames::budget),
          context_(context),
          connection_(connection) {}

    asio::awaitable<Result<http::Response>> send(http::Request request, http::BodySink sink) override {
        if (!token_ || asio::steady_timer::clock_type::now() >= ends_)
            co_return Error{.exit_code = ExitCode::not_allowed, .what = "no session"};
        // Names that are kept need no client, whose certificates cost more than all the rest.
        if (!client_)
            client_.emplace(context_.io().get_executor(), connection_.endpoint, options_of(connection_));
        asio::steady_timer timer(co_await asio::this_coro::executor, ends_);
        timer.async_wait([this](boost::system::error_code cancelled) {
            if (!cancelled) client_->cancel();
        });
        Result<http::Response> response =
            co_await client_->send(session::prepared(std::move(request), &*token_), std::move(sink));
        co_return response;
    }

    int known_server_version() const override { return version_; }
    asio::awaitable<Result<int>> server_version() override { co_return version_; }
    std::string endpoint() const override { return endpoint_; }
    asio::awaitable<Result<>> close() override { co_return Result<>{}; }

  private:
    static http::ClientOptions options_of(const session::Connection& connection) {
        http::ClientOptions options = connection.client_options(nullptr);
        options.retry.max_retries = 0;
        for (auto* phase :
             {&options.deadlines.resolve, &options.deadlines.connect, &options.deadlines.handshake,
              &options.deadlines.first_byte, &options.deadlines.between_bytes, &options.deadlines.whole})
            *phase = LiveNames::budget;
        return options;
    }

    std::string endpoint_;
    int version_;
    std::optional<terminal::Secret> token_;
    asio::steady_timer::time_point ends_;
    Context& context_;
    session::Connection connection_;
    std::optional<http::Client> client_{};
};

}  // namespace

LiveNames::LiveNames(Context& context) : context_(context) {
    auto connection = session::connection_of(context.settings(), context.environment());
    if (!connection) return;
    session_ = std::make_unique<QuickSession>(context, *connection);
    directory_.emplace(*session_, context.catalog(), name_keeper(context));
}

LiveNames::~LiveNames() = default;

std::vector<farm::Entry> LiveNames::of_parameter(const catalog::Operation& operation, std::size_t position,
                                                 const std::vector<std::string>& parents) {
    if (!directory_) return {};
    const auto list = directory_->list_for_parameter(operation, position);
    if (!list) return {};
    const auto noun = directory_->noun_among(operation, position);
    return of_list(
        *list, parents,
        noun ? std::optional(Place{operation, position, std::string(noun->name())}) : std::nullopt);
}

std::vector<farm::Entry> LiveNames::of_kind(const std::string& kind) {
    if (!directory_) return {};
    const auto list = directory_->list_for_kind(kind);
    return list ? of_list(*list, {}) : std::vector<farm::Entry>{};
}

std::vector<farm::Entry> LiveNames::of_list(const catalog::Operation& list,
                                            const std::vector<std::string>& parents,
                                            const std::optional<Place>& among) {
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < list.path_parameters().size(); ++i) {
        if (i >= parents.size()) return {};
        auto id = id_of(list, i, ids, parents[i]);
        if (!id) return {};
        ids.push_back(std::move(*id));
    }
    const farm::Arguments arguments{.targets = ids, .query = {}, .body = {}, .uploads = {}};
    // Only a part of the list is kept under a name of its own.
    const std::string path = farm::build_request(list, arguments, session_->known_server_version()).target +
                             (among ? " of " + among->noun : std::string{});
    if (auto known = kept_names(context_, path, fresh)) return std::move(*known);
    std::vector<farm::Entry> entries;
    const auto asked = context_.run([&]() -> asio::awaitable<Result<>> {
        // GCC 12 destroys the result twice when both branches of a conditional expression wait.
        Result<const std::vector<farm::Entry>*> found(nullptr);
        if (among)
            found = co_await directory_->candidates(among->operation, among->position, ids);
        else
            found = co_await directory_->entries(list, ids);
        if (!found) co_return found.error();
        entries = **found;
        if (among) name_keeper(context_)(path, entries);
        co_return Result<>{};
    });
    if (asked) return entries;
    return kept_names(context_, path, stale).value_or(entries);
}

std::optional<std::string> LiveNames::id_of(const catalog::Operation& list, std::size_t position,
                                            const std::vector<std::string>& parents,
                                            const std::string& word) {
    if (is_all_digits(word)) return word;
    const std::string_view text = word;
    if (text.starts_with("id:")) return word.substr(3);
    const std::string_view name = text.starts_with("name:") ? text.substr(5) : text;
    const catalog::Field parameter = list.path_parameters()[position];
    for (const farm::Entry& entry : of_parameter(list, position, parents))
        if (equal_ignoring_case(entry.name, name)) return entry.id;
    // Text parameters are what they say: an account, an extension.
    if (parameter.type().kind() != catalog::Kind::integer) return word;
    return std::nullopt;
}

}  // namespace rasctl::commands
