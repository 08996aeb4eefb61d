#include "simulator/server/record.hpp"

#include <fmt/format.h>

#include "error/try.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "simulator/model/multipart.hpp"
#include "system/file.hpp"
#include "system/private_file.hpp"
#include "text/utf8.hpp"

namespace rasctl::simulator {
namespace {

using catalog::Field;
using catalog::Operation;
using catalog::Schema;

constexpr std::string_view mask = "***";

bool looks_secret(std::string_view name) {
    const std::string small = lower_case(name);
    return small.find("password") != std::string::npos || small == "auth_token" || small == "authorization" ||
           small == "cookie" || small.find("secret") != std::string::npos;
}

bool is_secret(const std::optional<Schema>& schema, std::string_view name) {
    const auto field = schema ? schema->field(name) : std::nullopt;
    return (field && field->secret()) || looks_secret(name);
}

void mask_members(json::Value& value, const std::optional<Schema>& schema) {
    if (value.is_array()) {
        for (json::Value& element : value.as_array()) mask_members(element, schema);
    } else if (value.is_object()) {
        for (auto& [name, member] : value.as_object()) {
            const auto field = schema ? schema->field(name) : std::nullopt;
            if (is_secret(schema, name) && !member.is_null() && !member.is_bool() && !member.is_number())
                member = mask;
            else
                mask_members(member, field ? field->type().schema() : std::nullopt);
        }
    }
}

// The target as received, with the values of secret parameters replaced.
std::string masked_target(const std::string& target, const std::optional<Operation>& operation) {
    const auto mark = target.find('?');
    if (mark == std::string::npos) return target;
    std::string result = target.substr(0, mark + 1);
    std::string_view rest = std::string_view(target).substr(mark + 1);
    while (true) {
        const auto end = rest.find('&');
        const std::string_view pair = rest.substr(0, end);
        const auto equals = pair.find('=');
        const std::string name = percent_decode(pair.substr(0, equals), true);
        bool secret = looks_secret(name);
        if (operation)
            for (const Field parameter : operation->query_parameters())
                secret = secret || (parameter.secret() && equal_ignoring_case(parameter.name(), name));
        if (secret && equals != std::string_view::npos)
            result += std::string(pair.substr(0, equals + 1)) + std::string(mask);
        else
            result += pair;
        if (end == std::string_view::npos) return result;
        result += '&';
        rest.remove_prefix(end + 1);
    }
}

// Bytes that are no text, as URLs write them.
std::string readable(std::string_view text) {
    if (is_utf8(text)) return std::string(text);
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        result += byte < 0x80 ? std::string(1, c) : fmt::format("%{:02X}", byte);
    }
    return result;
}

json::Value recorded_parts(const std::vector<Part>& parts) {
    json::Object object;
    for (const Part& part : parts) {
        json::Object file;
        file.append("fileName", readable(part.file_name));
        file.append("size", static_cast<std::int64_t>(part.content.size()));
        // Not every plain field is text that JSON can hold.
        const bool text = part.file_name.empty() && is_utf8(part.content);
        object.append(readable(part.name), text ? json::Value(part.content) : json::Value(std::move(file)));
    }
    return object;
}

json::Value recorded_body(const Request& request, const std::optional<Schema>& schema, bool with_secrets) {
    if (request.body.empty()) return json::Null{};
    json::Value value;
    if (const auto boundary = multipart_boundary(request.header("Content-Type"))) {
        auto parts = parse_multipart(request.body, *boundary);
        value = parts ? recorded_parts(*parts) : json::Value(fmt::format("{} bytes", request.body.size()));
    } else if (auto parsed = json::parse(request.body)) {
        value = std::move(*parsed);
    } else {
        // A body that is no JSON stays as text where it is text.
        return is_utf8(request.body) && with_secrets
                   ? json::Value(request.body)
                   : json::Value(fmt::format("{} bytes", request.body.size()));
    }
    if (!with_secrets) mask_members(value, schema);
    return value;
}

}  // namespace

std::string Recorder::line(const Request& request, unsigned status, const Router& router, bool with_secrets) {
    const Route route = router.find(request.method, request.path());
    json::Object headers;
    for (const auto& [name, value] : request.headers)
        headers.append(readable(name),
                       !with_secrets && looks_secret(name) ? std::string(mask) : readable(value));
    json::Object object;
    object.append("method", request.method);
    object.append("path",
                  readable(with_secrets ? request.target : masked_target(request.target, route.operation)));
    object.append("headers", std::move(headers));
    object.append("body", recorded_body(request, route.operation ? route.operation->body() : std::nullopt,
                                        with_secrets));
    object.append("status", static_cast<std::int64_t>(status));
    return json::write(json::Value(std::move(object)));
}

Result<Recorder> Recorder::open(const std::filesystem::path& path, const Router& router, bool with_secrets) {
    TRY_LET(auto file, system::open_to_append(path, "record to"));
    return Recorder(std::move(file), router, with_secrets);
}

void Recorder::record(const Request& request, unsigned status) {
    // A full disk is no reason to stop serving.
    [[maybe_unused]] const int number =
        system::write_all(file_.get(), line(request, status, *router_, with_secrets_) + "\n");
}

}  // namespace rasctl::simulator
