// Which of the media types that a body is offered in is used, and how parameters are written.
#pragma once

#include <string>
#include <string_view>

#include "catalog/path_style.hpp"
#include "json/flat.hpp"
#include "json/value.hpp"

namespace rasctl::catalog::compiler {

// Whether it is JSON by its name: "application/json", "text/json", "application/problem+json"; not
// "application/json-seq", which is many of them.
bool is_json(std::string_view media_type);
bool is_form(std::string_view media_type);
bool is_multipart(std::string_view media_type);

// The body's form that rasctl sends best: the API's JSON, other JSON, "*/*" as JSON, forms, then bytes as
// they are given.
const json::Member& best_content(const json::Object& content);
json::NodeMember best_content(const json::Members& content);

// What is sent as Content-Type; empty for what is sent as the API's JSON is. Of a range of types ("image/*")
// one is sent, and of anything at all that is a file, bytes.
std::string sent_media_type(std::string_view media_type, bool is_file = false);

// How OpenAPI's "style" and "explode" of a parameter, or of a member of a form, have it written.
Style style_of(const json::Node& holder, bool exploded_by_default);
// The same of a parameter of the path.
PathStyle path_style_of(const json::Node& parameter);

}  // namespace rasctl::catalog::compiler
