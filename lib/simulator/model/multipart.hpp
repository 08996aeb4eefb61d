// multipart/form-data (RFC 7578): how certificates, settings and images are uploaded.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "error/error.hpp"

namespace rasctl::simulator {

struct Part {
    std::string name;
    std::string file_name;  // empty for a plain field
    std::string content_type;
    std::string content;
};

// The boundary of a Content-Type, or nothing when it is no multipart/form-data or has none.
std::optional<std::string> multipart_boundary(std::string_view content_type);

// Splits a body at its boundaries; content that merely looks like one (no line end before it) stays content.
// Refused: a missing final boundary, parts without a name, more than 64 parts.
Result<std::vector<Part>> parse_multipart(std::string_view body, std::string_view boundary);

}  // namespace rasctl::simulator
