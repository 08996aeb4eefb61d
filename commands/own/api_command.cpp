#include <fmt/format.h>

#include <algorithm>

#include "commands/line/exit_code.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/call/body_file.hpp"
#include "commands/run/call/dry_run.hpp"
#include "commands/run/context.hpp"
#include "commands/run/result_output.hpp"
#include "error/try.hpp"
#include "farm/request_builder.hpp"
#include "farm/server_error.hpp"
#include "http/known_secrets.hpp"
#include "http/trace.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "terminal/sanitize.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;

Usage raw_api_usage() {
    Usage usage{
        .name = "api",
        .summary = "Send any request to the API through the same session",
        .description =
            "PATH is taken as it is, and sent with the session's token and its retries. Without METHOD it is "
            "a "
            "GET, or a POST where a body is given. --from-file gives a body, and --field adds fields to it.",
        .positionals = {{.placeholder = "METHOD",
                         .help = "GET, POST, PUT, DELETE, ...",
                         .values = Values::choices,
                         .choices = {"GET", "POST", "PUT", "DELETE"},
                         .required = false},
                        {.placeholder = "PATH", .help = "/api/Gateway/219"}},
        .examples = {"rasctl api GET /api/Gateway",
                     "rasctl api PUT /api/Gateway/21 --field description=front",
                     "rasctl api GET /api/RDS/Host --query siteId=1 -i"}};
    usage.options = {
        {.name = "query",
         .placeholder = "NAME=VALUE",
         .help = "Query parameter",
         .group = "Options",
         .repeatable = true},
        {.name = "field",
         .placeholder = "NAME=VALUE",
         .help = "Field of the body; JSON where it is JSON, else text",
         .group = "Options",
         .repeatable = true},
        {.name = "from-file",
         .placeholder = "FILE",
         .help = "Body as JSON or YAML, - for stdin",
         .group = "Options",
         .values = Values::file},
        {.name = "include",
         .placeholder = {},
         .help = "Show the status line and the headers first",
         .group = "Options",
         .short_name = "i"},
    };
    return usage;
}

Error raw_api_error(std::string what, std::string why) {
    return {.exit_code = ExitCode::usage,
            .what = std::move(what),
            .why = std::move(why),
            .hint = "rasctl api --help"};
}

Result<std::pair<std::string, std::string>> split_assignment(const std::string& option,
                                                             const std::string& text) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        return raw_api_error("--" + option, "expects NAME=VALUE, got '" + text + "'");
    return std::pair(text.substr(0, equals), text.substr(equals + 1));
}

Result<json::Value> read_body(Context& context, const Arguments& arguments) {
    json::Value body;
    if (const auto path = arguments.last("from-file")) {
        TRY_LET(auto value, read_body_file(context, *path));
        body = std::move(value);
    }
    for (const std::string& text : arguments.all("field")) {
        TRY_LET(auto pair, split_assignment("field", text));
        if (body.is_null()) body = json::Object{};
        if (!body.is_object()) return raw_api_error("--field", "the body in the file is no object");
        auto value = json::parse(pair.second);
        body.as_object().set(pair.first, value ? std::move(*value) : json::Value(pair.second));
    }
    return body;
}

Result<http::Request> make_request(Context& context, const Arguments& arguments) {
    const std::vector<std::string>& words = arguments.targets();
    // A word without a slash is a method whose path was forgotten.
    const bool only_method = words.size() == 1 && words.front().find('/') == std::string::npos;
    if (words.empty() || words.size() > 2 || only_method)
        return raw_api_error("'api'", "needs METHOD and PATH, or PATH");
    const bool has_body = arguments.given("from-file") || arguments.given("field");
    http::Request request;
    request.method = upper_case(words.size() == 2 ? words.front() : has_body ? "POST" : "GET");
    if (!std::ranges::all_of(request.method, is_upper))
        return raw_api_error("'api'", "'" + terminal::sanitize(request.method) + "' is no HTTP method");
    std::string path = words.back();
    if (!path.starts_with('/')) path.insert(0, "/");
    const bool clean = std::ranges::all_of(path, [](char c) { return c > ' ' && c < 0x7F; });
    if (!clean || path.find("://") != std::string::npos)
        return raw_api_error("'api'", "PATH must be the path of an URL, percent-encoded");
    request.idempotent = request.method == "GET" || request.method == "HEAD";
    request.target = path;
    for (const std::string& text : arguments.all("query")) {
        TRY_LET(auto pair, split_assignment("query", text));
        request.target += request.target.find('?') == std::string::npos ? '?' : '&';
        request.target += farm::percent_encode(pair.first) + "=" + farm::percent_encode(pair.second);
        if (farm::sounds_secret(pair.first)) http::know_secret(pair.second);
    }
    request.shown_target = farm::shown_query(request.target);
    TRY_LET(auto body, read_body(context, arguments));
    if (!body.is_null()) {
        request.body = json::write(body);
        request.shown_body = json::write(farm::masked_by_name(body));
    }
    return request;
}

std::string head_of(const http::Response& response) {
    std::string text = fmt::format("HTTP/1.1 {} {}\n", response.status,
                                   http::without_secrets(terminal::sanitize(response.reason)));
    for (const auto& [name, value] : response.headers) {
        text += fmt::format("{}: {}\n", terminal::sanitize(name),
                            http::is_secret_header(name) ? std::string(http::secret_mask)
                                                         : http::without_secrets(terminal::sanitize(value)));
    }
    return text + "\n";
}

Result<> show_text(Context& context, const std::string& text) {
    if (!context.streams().output_is_terminal()) return context.streams().out().write(text);
    return context.streams().out().write(terminal::sanitize(text, terminal::LineEnds::keep) + "\n");
}

Result<> show_body(Context& context, output::Renderer& renderer, const std::string& body) {
    if (body.empty()) return {};
    auto value = json::parse(body);
    if (!value) return show_text(context, body);
    TRY(renderer.value(std::move(*value)));
    return renderer.finish();
}

// Shows a list while it arrives, however long it is; any other answer when all of it is there.
class ArrivingBody {
  public:
    ArrivingBody(Context& context, output::Renderer& renderer)
        : context_(context),
          renderer_(renderer),
          reader_([&renderer](json::Value&& row) { return renderer.row(std::move(row)); },
                  renderer.wishes()) {}

    Result<bool> take(std::string_view piece) {
        if (kind_ == Kind::unknown) {
            const auto first = piece.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
            if (first != std::string_view::npos) kind_ = piece[first] == '[' ? Kind::list : Kind::whole;
            if (kind_ == Kind::list && !held_.empty())
                if (auto written = reader_.write(held_); !written) kind_ = Kind::whole;
        }
        // Until the first element is right it may be no JSON at all.
        if (kind_ != Kind::list || !any_shown()) held_ += piece;
        if (kind_ != Kind::list) return fits();
        auto written = reader_.write(piece);
        if (any_shown() && !held_.empty()) {
            held_.clear();
            held_.shrink_to_fit();
        }
        if (written) return !reader_.stopped();
        if (any_shown()) return written.error();
        kind_ = Kind::whole;
        return fits();
    }

    Result<> finish() {
        if (kind_ != Kind::list) return show_body(context_, renderer_, held_);
        if (!reader_.stopped()) {
            auto rest = reader_.finish();
            if (!rest && !any_shown()) return show_text(context_, held_);
            if (!rest) return rest.error();
        }
        return renderer_.finish();
    }

  private:
    enum class Kind { unknown, list, whole };
    static constexpr std::size_t most_held = std::size_t{64} << 20U;

    bool any_shown() const { return reader_.has_elements(); }

    Result<bool> fits() const {
        if (held_.size() <= most_held) return true;
        return Error{.exit_code = ExitCode::network,
                     .what = "the answer is too large",
                     .why = "it has more than 64 MiB, and only a JSON list is shown while it arrives"};
    }

    Context& context_;
    output::Renderer& renderer_;
    Kind kind_ = Kind::unknown;
    std::string held_;
    json::StreamReader reader_;
};

Result<ExitCode> run_raw_api(Context& context, const Arguments& arguments) {
    TRY_LET(auto request, make_request(context, arguments));
    // A wrong --jq or --columns is found before anything is sent.
    TRY_LET(auto renderer, make_renderer(context, {}));
    TRY_LET(auto session, context.session());
    if (context.settings().on(config::SettingId::dry_run)) {
        TRY(show_request(context, session->endpoint(), request));
        return ends_with(ExitCode::done);
    }
    TRY(context.run([&]() -> asio::awaitable<Result<>> {
        const bool with_head = arguments.on("include");
        ArrivingBody body(context, renderer);
        // The head is known only when the answer is complete.
        const http::BodySink sink = [&](std::string_view piece) { return body.take(piece); };
        CO_TRY_LET(auto response, co_await session->send(request, with_head ? http::BodySink{} : sink));
        if (with_head) CO_TRY(context.streams().out().write(head_of(response)));
        if (!response.ok()) co_return farm::server_error("the request failed", response);
        co_return with_head ? show_body(context, renderer, response.body) : body.finish();
    }));
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten api_command{"api",       "Send any request to the API through the same session",
                                     "Tools",     raw_api_usage,
                                     run_raw_api, false,
                                     false,       Changes::the_farm};

}  // namespace rasctl::commands
