#include "catalog/compiler/openapi_media.hpp"

#include <algorithm>

#include "catalog/compiler/openapi_text.hpp"

namespace rasctl::catalog::compiler {
namespace {

bool is_any(std::string_view media_type) {
    return media_type.starts_with("*/*") || media_type.starts_with("application/*");
}

// The less, the better.
int rank(std::string_view media_type) {
    if (media_type.starts_with("application/json; api-version")) return 0;
    if (media_type.starts_with("application/json")) return 1;
    if (is_json(media_type)) return 2;
    if (is_any(media_type)) return 3;
    if (media_type.starts_with("multipart/form-data")) return 4;
    if (media_type.starts_with("application/x-www-form-urlencoded")) return 5;
    if (media_type.starts_with("multipart/")) return 6;
    return 7;
}

}  // namespace

bool is_json(std::string_view media_type) {
    const std::string_view type = media_type.substr(0, media_type.find(';'));
    return type.starts_with("application/json") || type.starts_with("text/json") || type.ends_with("+json");
}

const json::Member& best_content(const json::Object& content) {
    return *std::ranges::min_element(content, {}, [](const json::Member& one) { return rank(one.name); });
}

std::string_view sent_media_type(std::string_view media_type) {
    return media_type.starts_with("application/json") || is_any(media_type) ? std::string_view{} : media_type;
}

Style style_of(const json::Value& holder, bool exploded_by_default) {
    const std::string style = text_of(holder, "style");
    if (style == "spaceDelimited") return Style::spaces;
    if (style == "pipeDelimited") return Style::bars;
    if (style == "deepObject") return Style::deep;
    const json::Value* explode = holder.find("explode");
    const bool exploded = explode && explode->is_bool() ? explode->as_bool() : exploded_by_default;
    return exploded ? Style::apart : Style::commas;
}

}  // namespace rasctl::catalog::compiler
