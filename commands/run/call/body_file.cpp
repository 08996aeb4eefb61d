#include "commands/run/call/body_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "commands/run/text_file.hpp"
#include "error/try.hpp"
#include "json/yaml.hpp"

namespace rasctl::commands {
namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

// The place of a member that is there twice, letter case apart as the service reads it; empty when none is.
std::string member_twice(const json::Value& value, const std::string& place) {
    if (value.is_array()) {
        for (const json::Value& element : value.as_array())
            if (auto found = member_twice(element, place); !found.empty()) return found;
    } else if (value.is_object()) {
        std::set<std::string> seen;
        for (const json::Member& member : value.as_object()) {
            std::string here = place.empty() ? member.name : place + "." + member.name;
            if (!seen.insert(lower(member.name)).second) return here;
            if (auto found = member_twice(member.value, here); !found.empty()) return found;
        }
    }
    return {};
}

}  // namespace

Result<json::Value> read_body_file(Context& context, const std::string& path) {
    // A document itself, as curl takes it: no file is called so.
    const bool is_text = path.starts_with('{') && path.ends_with('}');
    auto read = is_text ? Result<std::string>(path) : read_text_file(context, path);
    TRY_LET(auto text, std::move(read));
    auto value = json::parse_json_or_yaml(text);
    Error error{.exit_code = ExitCode::usage,
                .what = fmt::format("cannot use {}", path == "-" ? "what came on stdin"
                                                     : is_text   ? "the given document"
                                                                 : path)};
    if (!value) {
        error.why = value.error().why;
        error.details = value.error().details;
        return error;
    }
    if (const std::string twice = member_twice(*value, {}); !twice.empty()) {
        error.why = fmt::format("\"{}\" occurs twice", twice);
        return error;
    }
    return value;
}

}  // namespace rasctl::commands
