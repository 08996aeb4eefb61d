#include "farm/request_builder.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <fmt/format.h>

#include "http/known_secrets.hpp"
#include "json/writer.hpp"
#include "text/ascii.hpp"
#include "text/cut.hpp"

namespace rasctl::farm {
namespace {

using catalog::Field;
using catalog::Operation;
using json::Value;

// The mask instead of a value that is a secret.
Value hidden(const Value& value) {
    if (value.is_array()) {
        for (const Value& element : value.as_array()) hidden(element);
    } else if (value.is_object()) {
        for (const json::Member& member : value.as_object()) hidden(member.value);
    } else if (value.is_string() || value.is_number()) {
        http::know_secret(value.scalar_text());
    }
    return http::secret_mask;
}

bool is_read(std::string_view method) {
    return method == "GET" || method == "HEAD" || method == "OPTIONS" || method == "TRACE";
}

std::string path_of(const Operation& operation, const std::vector<std::string>& targets, int version) {
    std::string_view path = operation.path_for(version);
    // What follows "#" is for the reader of the description; it is never sent (RFC 3986 3.5).
    path = path.substr(0, path.find('#'));
    std::string out;
    std::size_t target = 0;
    for (std::size_t at = 0; at < path.size();) {
        if (path[at] != '{') {
            out += path[at++];
            continue;
        }
        if (target >= targets.size()) throw std::logic_error("a path parameter has no value");
        out += path_text(operation.path_parameters()[target], targets[target]);
        ++target;
        at = path.find('}', at) + 1;
    }
    return out;
}

const Field* find_parameter(const std::vector<Field>& fields, std::string_view name) {
    const auto found = std::ranges::find(fields, name, &Field::name);
    return found == fields.end() ? nullptr : &*found;
}

std::vector<Field> parameters_in(const Operation& operation, catalog::Place place) {
    std::vector<Field> fields;
    for (const Field field : operation.query_parameters())
        if (field.place() == place) fields.push_back(field);
    return fields;
}

// "name=text&name=text" of what is sent, and of what may be shown.
struct Pairs {
    std::string sent, shown;
    void add(const EncodedPair& pair, bool secret) {
        const std::string_view separator = sent.empty() ? "" : "&";
        sent += fmt::format("{}{}={}", separator, pair.name, pair.text);
        shown +=
            fmt::format("{}{}={}", separator, pair.name, secret ? std::string(http::secret_mask) : pair.text);
    }
};

Pairs query_of(const Operation& operation, const Arguments& arguments) {
    const auto fields = parameters_in(operation, catalog::Place::query);
    Pairs pairs;
    for (const auto& [name, value] : arguments.query) {
        const Field* field = find_parameter(fields, name);
        const bool secret = field != nullptr && field->secret();
        if (secret) hidden(value);
        for (const EncodedPair& pair :
             encoded_pairs(name, value, field != nullptr ? field->style() : catalog::Style::apart))
            pairs.add(pair, secret);
    }
    return pairs;
}

void add_headers(const Operation& operation, const Arguments& arguments, http::Request& request) {
    const auto fields = parameters_in(operation, catalog::Place::header);
    for (const auto& [name, value] : arguments.headers) {
        const Field* field = find_parameter(fields, name);
        if (field != nullptr && field->secret()) hidden(value);
        request.headers.emplace_back(
            name, header_text(value, field != nullptr ? field->style() : catalog::Style::commas));
    }
    const auto cookies = parameters_in(operation, catalog::Place::cookie);
    std::string cookie;
    for (const auto& [name, value] : arguments.cookies) {
        const Field* field = find_parameter(cookies, name);
        if (field != nullptr && field->secret()) hidden(value);
        for (const EncodedPair& pair :
             encoded_pairs(name, value, field != nullptr ? field->style() : catalog::Style::apart))
            cookie += (cookie.empty() ? "" : "; ") + pair.name + "=" + pair.text;
    }
    if (!cookie.empty()) request.headers.emplace_back("Cookie", cookie);
}

Value masked_unknown(std::string_view name, const Value& value) {
    // A number can be a password, too; a yes or no cannot.
    const bool text = value.is_string() || value.is_number();
    return text && sounds_secret(name) ? hidden(value) : masked_by_name(value);
}

Value masked(const catalog::Schema& schema, const Value& value) {
    if (value.is_array()) {
        json::Array list;
        for (const Value& element : value.as_array()) list.push_back(masked(schema, element));
        return list;
    }
    if (!value.is_object()) return value;
    json::Object object;
    for (const json::Member& member : value.as_object()) {
        const auto field = schema.field(member.name);
        const auto nested = field ? field->type().schema() : std::nullopt;
        if (field && field->secret())
            object.append(member.name, hidden(member.value));
        else if (nested)
            object.append(member.name, masked(*nested, member.value));
        else if (field)
            object.append(member.name, masked_by_name(member.value));
        else
            object.append(member.name, masked_unknown(member.name, member.value));
    }
    return object;
}

void add_part(std::string_view name, const Value& value, http::Multipart& body) {
    // Each element of a list is a part of that name; an object is one of JSON (OpenAPI 3.0.3 4.7.14.1).
    if (value.is_array())
        for (const Value& element : value.as_array()) add_part(name, element, body);
    else if (value.is_object())
        body.parts.push_back(
            {.name = std::string(name), .value = json::write(value), .content_type = "application/json"});
    else
        body.parts.push_back({.name = std::string(name), .value = value.scalar_text()});
}

http::Multipart multipart(const Arguments& arguments) {
    http::Multipart body;
    if (arguments.body && arguments.body->is_object())
        for (const json::Member& member : arguments.body->as_object())
            add_part(member.name, member.value, body);
    for (const auto& [name, path] : arguments.uploads)
        body.parts.push_back({.name = name, .value = {}, .file_path = path});
    return body;
}

// The members of a form; what is no object is the form as it was given.
std::string form_text(const Operation& operation, const Value& body) {
    if (!body.is_object()) return body.scalar_text();
    const auto schema = operation.body();
    std::string text;
    for (const json::Member& member : body.as_object()) {
        const auto field = schema ? schema->field(member.name) : std::nullopt;
        auto style = field ? field->style() : catalog::Style::apart;
        if (member.value.is_object() && style == catalog::Style::apart) style = catalog::Style::json;
        for (const EncodedPair& pair : encoded_pairs(member.name, member.value, style))
            text += (text.empty() ? "" : "&") + pair.name + "=" + pair.text;
    }
    return text;
}

void set_body(const Operation& operation, const Arguments& arguments, http::Request& request) {
    const auto whole = operation.body_field();
    const bool secret = whole && whole->secret();
    if (!operation.media_type().empty() && !operation.multipart() &&
        (arguments.body || !arguments.body_file.empty()))
        request.headers.emplace_back("Content-Type", operation.media_type());
    if (!arguments.body_file.empty()) {
        request.body = http::FileBody{arguments.body_file};
        request.shown_body = "(the content of the file)";
        return;
    }
    if (operation.multipart()) {
        if (!arguments.body && arguments.uploads.empty() && !operation.body_required()) return;
        request.body = multipart(arguments);
        request.shown_body = "(multipart/form-data)";
        if (arguments.body) request.shown_body += " " + json::write(masked_body(operation, *arguments.body));
        return;
    }
    if (!arguments.body) return;
    const Value shown = secret ? hidden(*arguments.body) : masked_body(operation, *arguments.body);
    const auto text_of = [&](const Value& value) {
        if (operation.media() == catalog::Media::json) return json::write(value);
        return operation.media() == catalog::Media::form ? form_text(operation, value) : value.scalar_text();
    };
    request.body = text_of(*arguments.body);
    request.shown_body = text_of(shown);
}

}  // namespace

bool sounds_secret(std::string_view name) {
    const std::string lower = lower_case(name);
    constexpr std::array words{"password", "passwd", "pwd",        "passphrase", "secret",
                               "token",    "apikey", "privatekey", "hashkey",    "invitationhash"};
    return std::ranges::any_of(words,
                               [&](const char* word) { return lower.find(word) != std::string::npos; });
}

Value masked_body(const Operation& operation, const Value& body) {
    const auto schema = operation.body();
    return schema ? masked(*schema, body) : masked_by_name(body);
}

Value masked_by_name(const Value& body) {
    if (body.is_array()) {
        json::Array list;
        for (const Value& element : body.as_array()) list.push_back(masked_by_name(element));
        return list;
    }
    if (!body.is_object()) return body;
    json::Object object;
    for (const json::Member& member : body.as_object())
        object.append(member.name, masked_unknown(member.name, member.value));
    return object;
}

std::string shown_query(std::string_view target) {
    const auto question = target.find('?');
    std::string out(target.substr(0, question));
    char separator = '?';
    std::string_view rest =
        question == std::string_view::npos ? std::string_view{} : target.substr(question + 1);
    while (!rest.empty()) {
        const std::string_view pair = cut(rest, '&');
        const std::string_view name = pair.substr(0, pair.find('='));
        out += separator;
        const bool secret = sounds_secret(name);
        if (secret) http::know_secret(pair.substr(std::min(name.size() + 1, pair.size())));
        out += secret ? std::string(name) + "=" + std::string(http::secret_mask) : std::string(pair);
        separator = '&';
    }
    return out;
}

http::Request build_request(const Operation& operation, const Arguments& arguments, int version) {
    http::Request request;
    request.method = operation.method();
    request.idempotent = is_read(operation.method());
    request.target = path_of(operation, arguments.targets, version);
    request.shown_target = request.target;
    request.on_upload = arguments.on_upload;
    const Pairs query = query_of(operation, arguments);
    if (!query.sent.empty()) {
        // Some paths bring a query of their own.
        const char separator = request.target.find('?') == std::string::npos ? '?' : '&';
        request.target += separator + query.sent;
        request.shown_target += separator + query.shown;
    }
    add_headers(operation, arguments, request);
    set_body(operation, arguments, request);
    return request;
}

}  // namespace rasctl::farm
