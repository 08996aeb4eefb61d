// Which of the media types that a body is offered in is used, and how parameters are written.
#pragma once

#include <string_view>

#include "catalog/catalog.hpp"
#include "json/value.hpp"

namespace rasctl::catalog::compiler {

// Whether it is JSON by its name: "application/json", "text/json", "application/problem+json".
bool is_json(std::string_view media_type);

// The body's form that rasctl sends best: the API's JSON, other JSON, "*/*" as JSON, forms, then bytes as
// they are given.
const json::Member& best_content(const json::Object& content);

// What is sent as Content-Type; empty for what is sent as the API's JSON is.
std::string_view sent_media_type(std::string_view media_type);

// How OpenAPI's "style" and "explode" of a parameter, or of a member of a form, have it written.
Style style_of(const json::Value& holder, bool exploded_by_default);

}  // namespace rasctl::catalog::compiler
