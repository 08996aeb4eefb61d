#include <fmt/format.h>

#include <algorithm>

#include "commands/line/exit_code.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/call/body_file.hpp"
#include "commands/run/call/dry_run.hpp"
#include "commands/run/context.hpp"
#include "commands/run/result_output.hpp"
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
        auto value = read_body_file(context, *path);
        if (!value) return value.error();
        body = std::move(*value);
    }
    for (const std::string& text : arguments.all("field")) {
        auto pair = split_assignment("field", text);
        if (!pair) return pair.error();
        if (body.is_null()) body = json::Object{};
        if (!body.is_object()) return raw_api_error("--field", "the body in the file is no object");
        auto value = json::parse(pair->second);
        body.as_object().set(pair->first, value ? std::move(*value) : json::Value(pair->second));
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
        auto pair = split_assignment("query", text);
        if (!pair) return pair.error();
        request.target += request.target.find('?') == std::string::npos ? '?' : '&';
        request.target += farm::percent_encode(pair->first) + "=" + farm::percent_encode(pair->second);
        if (farm::sounds_secret(pair->first)) http::know_secret(pair->second);
    }
    request.shown_target = farm::shown_query(request.target);
    auto body = read_body(context, arguments);
    if (!body) return body.error();
    if (!body->is_null()) {
        request.body = json::write(*body);
        request.shown_body = json::write(farm::masked_by_name(*body));
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

Result<> show_response(Context& context, output::Renderer& renderer, const http::Response& response,
                       bool with_head) {
    if (with_head)
        if (auto shown = context.streams().out().write(head_of(response)); !shown) return shown;
    if (!response.ok()) return farm::server_error("the request failed", response);
    if (response.body.empty()) return {};
    auto value = json::parse(response.body);
    if (value) {
        if (auto shown = renderer.value(std::move(*value)); !shown) return shown;
        return renderer.finish();
    }
    if (context.streams().output_is_terminal())
        return context.streams().out().write(terminal::sanitize(response.body, terminal::LineEnds::keep) +
                                             "\n");
    return context.streams().out().write(response.body);
}

Result<ExitCode> run_raw_api(Context& context, const Arguments& arguments) {
    auto request = make_request(context, arguments);
    if (!request) return request.error();
    // A wrong --jq or --columns is found before anything is sent.
    auto renderer = make_renderer(context, {});
    if (!renderer) return renderer.error();
    auto session = context.session();
    if (!session) return session.error();
    if (context.settings().on(config::SettingId::dry_run)) {
        if (auto shown = show_request(context, (*session)->endpoint(), *request); !shown)
            return shown.error();
        return ends_with(ExitCode::done);
    }
    auto done = context.run([&]() -> asio::awaitable<Result<>> {
        auto response = co_await (*session)->send(*request);
        if (!response) co_return response.error();
        co_return show_response(context, *renderer, *response, arguments.on("include"));
    });
    if (!done) return done.error();
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten api_command{"api", "Send any request to the API through the same session", "Tools",
                                     raw_api_usage, run_raw_api};

}  // namespace rasctl::commands
