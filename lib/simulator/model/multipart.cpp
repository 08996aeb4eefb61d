#include "simulator/model/multipart.hpp"

#include "error/try.hpp"
#include "simulator/model/http_message.hpp"
#include "text/ascii.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::size_t maximum_parts = 64;

Error bad_multipart(std::string why) {
    return Error{ExitCode::usage, "the multipart body is broken", std::move(why), ""};
}

// A parameter of a header ("name" of `form-data; name="file"`): quoted (RFC 2616, with \" escapes) or a
// token.
std::optional<std::string> parameter(std::string_view header, std::string_view name) {
    std::size_t at = header.find(';');
    while (at < header.size()) {
        const std::size_t equals = header.find('=', at);
        if (equals == std::string_view::npos) return std::nullopt;
        const std::string_view found = trimmed(header.substr(at + 1, equals - at - 1));
        std::string value;
        std::size_t i = equals + 1;
        while (i < header.size() && header[i] == ' ') ++i;
        if (i < header.size() && header[i] == '"') {
            for (++i; i < header.size() && header[i] != '"'; ++i) {
                if (header[i] == '\\' && i + 1 < header.size()) ++i;
                value += header[i];
            }
            at = header.find(';', i);
        } else {
            at = header.find(';', i);
            value = trimmed(header.substr(i, at == std::string_view::npos ? at : at - i));
        }
        if (equal_ignoring_case(found, name)) return value;
    }
    return std::nullopt;
}

// What may stand behind a boundary: the two dashes of the last one, or spaces and a line end.
bool is_boundary_end(std::string_view text) {
    if (text.starts_with("--")) return true;
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    return text.starts_with("\r\n");
}

Result<Part> parse_part(std::string_view text) {
    const std::size_t end = text.find("\r\n\r\n");
    if (end == std::string_view::npos) return bad_multipart("a part has no end of its headers");
    Part part;
    part.content = text.substr(end + 4);
    bool named = false;
    std::string_view headers = text.substr(0, end);
    while (!headers.empty()) {
        const std::size_t line_end = headers.find("\r\n");
        const std::string_view line = headers.substr(0, line_end);
        headers = line_end == std::string_view::npos ? std::string_view{} : headers.substr(line_end + 2);
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        const std::string_view value = trimmed(line.substr(colon + 1));
        if (equal_ignoring_case(line.substr(0, colon), "Content-Type")) part.content_type = value;
        if (!equal_ignoring_case(line.substr(0, colon), "Content-Disposition")) continue;
        if (auto name = parameter(value, "name")) {
            part.name = std::move(*name);
            named = true;
        }
        part.file_name = parameter(value, "filename").value_or("");
    }
    if (!named) return bad_multipart("a part has no name");
    return part;
}

}  // namespace

std::optional<std::string> multipart_boundary(std::string_view content_type) {
    const std::string_view type = trimmed(content_type.substr(0, content_type.find(';')));
    if (!equal_ignoring_case(type, "multipart/form-data")) return std::nullopt;
    auto boundary = parameter(content_type, "boundary");
    if (!boundary || boundary->empty() || boundary->size() > 70) return std::nullopt;
    return boundary;
}

Result<std::vector<Part>> parse_multipart(std::string_view body, std::string_view boundary) {
    const std::string opening = "--" + std::string(boundary);
    const std::string separator = "\r\n" + opening;
    std::vector<Part> parts;
    std::size_t at = body.starts_with(opening) ? 0 : body.find(separator);
    if (at == std::string_view::npos) return bad_multipart("it does not contain its boundary");
    at += body.starts_with(opening) ? opening.size() : separator.size();
    while (true) {
        if (body.substr(at, 2) == "--") return parts;
        const std::size_t line_end = body.find("\r\n", at);
        if (line_end == std::string_view::npos) return bad_multipart("it ends without its final boundary");
        // Content may hold the boundary's text as long as something else follows it on the line.
        std::size_t next = body.find(separator, line_end);
        while (next != std::string_view::npos && !is_boundary_end(body.substr(next + separator.size())))
            next = body.find(separator, next + 1);
        if (next == std::string_view::npos) return bad_multipart("it ends without its final boundary");
        const std::size_t begin = line_end + 2;
        TRY_LET(auto part, parse_part(next >= begin ? body.substr(begin, next - begin) : std::string_view{}));
        parts.push_back(std::move(part));
        if (parts.size() > maximum_parts) return bad_multipart("it has too many parts");
        at = next + separator.size();
    }
}

}  // namespace rasctl::simulator
