#include "commands/run/call/dry_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "http/known_secrets.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

constexpr std::string_view content_type = "application/json; api-version=1.0";

std::string type_of(const http::Request& request) {
    if (std::holds_alternative<http::Multipart>(request.body)) return "multipart/form-data";
    const auto own = std::ranges::find(request.headers, "Content-Type", &http::Header::first);
    return own == request.headers.end() ? std::string(content_type) : own->second;
}

// The headers that the command sets itself, but Content-Type.
std::vector<http::Header> other_headers(const http::Request& request) {
    std::vector<http::Header> headers;
    for (const auto& [name, value] : request.headers)
        if (name != "Content-Type") headers.emplace_back(name, http::without_secrets(value));
    return headers;
}

// The member that a part of a form carries, as it may be shown: the members stand behind the mark of a form.
std::string shown_part(const http::Request& request, const http::Multipart::Part& part) {
    const auto begin = request.shown_body.find('{');
    const auto members = json::parse(begin == std::string::npos ? "{}" : request.shown_body.substr(begin));
    const json::Value* shown = members ? members->find(part.name) : nullptr;
    if (shown == nullptr || shown->scalar_text() == http::secret_mask) return std::string(http::secret_mask);
    return http::without_secrets(part.value);
}

// What is sent as JSON as such, anything else as text; null without a body.
json::Value shown_body(const http::Request& request) {
    if (std::holds_alternative<http::NoBody>(request.body)) return {};
    if (const auto* file = std::get_if<http::FileBody>(&request.body)) {
        json::Object object;
        object.append("file", file->path);
        return object;
    }
    const bool is_json = type_of(request).find("json") != std::string::npos;
    auto body = is_json ? json::parse(request.shown_body) : json::Value(request.shown_body);
    return body ? std::move(*body) : json::Value(request.shown_body);
}

json::Value as_json(const std::string& url, const http::Request& request) {
    json::Object headers;
    headers.append("Content-Type", type_of(request));
    for (const auto& [name, value] : other_headers(request)) headers.append(name, value);
    json::Object object;
    object.append("method", request.method);
    object.append("url", url);
    object.append("headers", std::move(headers));
    json::Value body = shown_body(request);
    if (const auto* multipart = std::get_if<http::Multipart>(&request.body)) {
        json::Array parts;
        for (const auto& part : multipart->parts) {
            json::Object one;
            one.append("name", part.name);
            if (part.file_path.empty())
                one.append("value", shown_part(request, part));
            else
                one.append("file", part.file_path);
            parts.emplace_back(std::move(one));
        }
        body = json::Value(std::move(parts));
    }
    object.append("body", std::move(body));
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
    for (const auto& [name, value] : other_headers(request))
        text += fmt::format("{}: {}\n", terminal::sanitize(name), terminal::sanitize(value));
    const json::Value body = shown_body(request);
    if (body.is_string())
        text += "\n" + terminal::sanitize(body.as_string()) + "\n";
    else if (!body.is_null() && !std::holds_alternative<http::Multipart>(request.body))
        text += "\n" + json::write(body, json::Style::pretty) + "\n";
    if (const auto* multipart = std::get_if<http::Multipart>(&request.body))
        for (const auto& part : multipart->parts)
            text += fmt::format(
                "  {}: {}\n", terminal::sanitize(part.name),
                terminal::sanitize(part.file_path.empty() ? shown_part(request, part) : part.file_path));
    return context.streams().out().write(text + "\n");
}

}  // namespace rasctl::commands
