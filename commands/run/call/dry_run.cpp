#include "commands/run/call/dry_run.hpp"

#include <fmt/format.h>

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

constexpr std::string_view content_type = "application/json; api-version=1.0";

std::string_view type_of(const http::Request& request) {
    return std::holds_alternative<http::Multipart>(request.body) ? std::string_view("multipart/form-data")
                                                                 : content_type;
}

json::Value as_json(const std::string& url, const http::Request& request) {
    json::Object headers;
    headers.append("Content-Type", type_of(request));
    json::Object object;
    object.append("method", request.method);
    object.append("url", url);
    object.append("headers", std::move(headers));
    auto body = json::parse(request.shown_body);
    if (const auto* multipart = std::get_if<http::Multipart>(&request.body)) {
        json::Array parts;
        for (const auto& part : multipart->parts) {
            json::Object one;
            one.append("name", part.name);
            if (part.file_path.empty())
                one.append("value", "***");
            else
                one.append("file", part.file_path);
            parts.emplace_back(std::move(one));
        }
        body = json::Value(std::move(parts));
    }
    object.append("body", body ? std::move(*body) : json::Value());
    return object;
}

}  // namespace

Result<> show_request(Context& context, const std::string& endpoint, const http::Request& request) {
    const std::string url = endpoint + http::shown_target(request);
    const std::string format = context.settings().text(config::SettingId::output);
    if (format == "json" || format == "jsonl")
        return context.streams().out().write(json::write(as_json(url, request)) + "\n");
    std::string text =
        fmt::format("{} {}\nContent-Type: {}\n", request.method, terminal::sanitize(url), type_of(request));
    const auto body = json::parse(request.shown_body);
    if (body) text += "\n" + json::write(*body, json::Style::pretty) + "\n";
    if (const auto* multipart = std::get_if<http::Multipart>(&request.body))
        for (const auto& part : multipart->parts)
            text += fmt::format("  {}: {}\n", terminal::sanitize(part.name),
                                part.file_path.empty() ? "***" : terminal::sanitize(part.file_path));
    return context.streams().out().write(text + "\n");
}

}  // namespace rasctl::commands
