#include "farm/request_builder.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "http/known_secrets.hpp"
#include "json/writer.hpp"
#include "text/ascii.hpp"

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

bool is_unreserved(char c) {
    return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

bool is_read(std::string_view method) {
    return method == "GET" || method == "HEAD";
}

std::string path_of(const Operation& operation, const std::vector<std::string>& targets, int version) {
    const std::string_view path = operation.path_for(version);
    std::string out;
    std::size_t target = 0;
    for (std::size_t at = 0; at < path.size();) {
        if (path[at] != '{') {
            out += path[at++];
            continue;
        }
        if (target >= targets.size()) throw std::logic_error("a path parameter has no value");
        out += percent_encode(targets[target++]);
        at = path.find('}', at) + 1;
    }
    return out;
}

bool is_secret_parameter(const Operation& operation, std::string_view name) {
    return std::ranges::any_of(operation.query_parameters(),
                               [&](const Field& field) { return field.secret() && field.name() == name; });
}

void append_query(std::string& target, char& separator, std::string_view name, std::string_view text) {
    target += separator;
    target += percent_encode(name);
    target += '=';
    target += text;
    separator = '&';
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

std::string part_text(const Value& value) {
    return value.is_object() || value.is_array() ? json::write(value) : value.scalar_text();
}

http::Multipart multipart(const Arguments& arguments) {
    http::Multipart body;
    if (arguments.body && arguments.body->is_object())
        for (const json::Member& member : arguments.body->as_object())
            body.parts.push_back({.name = member.name, .value = part_text(member.value)});
    for (const auto& [name, path] : arguments.uploads)
        body.parts.push_back({.name = name, .value = {}, .file_path = path});
    return body;
}

}  // namespace

std::string percent_encode(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        if (is_unreserved(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4U];
        out += digits[byte & 0xFU];
    }
    return out;
}

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
        const std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
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
    char separator = '?', shown_separator = '?';
    for (const auto& [name, value] : arguments.query) {
        const json::Array single{value};
        for (const Value& one : value.is_array() ? value.as_array() : single) {
            append_query(request.target, separator, name, percent_encode(one.scalar_text()));
            const bool secret = is_secret_parameter(operation, name);
            if (secret) http::know_secret(one.scalar_text());
            append_query(request.shown_target, shown_separator, name,
                         secret ? std::string(http::secret_mask) : percent_encode(one.scalar_text()));
        }
    }
    if (operation.multipart()) {
        request.body = multipart(arguments);
        request.shown_body = "(multipart/form-data)";
        if (arguments.body) masked_body(operation, *arguments.body);
    } else if (arguments.body) {
        request.body = json::write(*arguments.body);
        request.shown_body = json::write(masked_body(operation, *arguments.body));
    }
    return request;
}

}  // namespace rasctl::farm
