#include "catalog/compiler/openapi_media.hpp"

#include <algorithm>

#include "catalog/compiler/openapi_text.hpp"
#include "text/ascii.hpp"

namespace rasctl::catalog::compiler {
namespace {

// "application/json" of "Application/JSON; charset=utf-8".
std::string essence_of(std::string_view media_type) {
    media_type = media_type.substr(0, media_type.find(';'));
    const auto first = std::min(media_type.find_first_not_of(" \t"), media_type.size());
    media_type.remove_prefix(first);
    return lower_case(media_type.substr(0, media_type.find_last_not_of(" \t") + 1));
}

bool is_any(std::string_view essence) {
    return essence == "*/*" || essence == "application/*";
}

// The less, the better.
int rank(std::string_view media_type) {
    const std::string essence = essence_of(media_type);
    if (essence == "application/json") return media_type.find("api-version") != media_type.npos ? 0 : 1;
    if (is_json(media_type)) return 2;
    if (is_any(essence)) return 3;
    if (essence == "multipart/form-data") return 4;
    if (is_form(media_type)) return 5;
    if (is_multipart(media_type)) return 6;
    return 7;
}

}  // namespace

bool is_json(std::string_view media_type) {
    const std::string essence = essence_of(media_type);
    return essence == "application/json" || essence == "text/json" || essence.ends_with("+json");
}

bool is_form(std::string_view media_type) {
    return essence_of(media_type) == "application/x-www-form-urlencoded";
}

bool is_multipart(std::string_view media_type) {
    return essence_of(media_type).starts_with("multipart/");
}

const json::Member& best_content(const json::Object& content) {
    return *std::ranges::min_element(content, {}, [](const json::Member& one) { return rank(one.name); });
}

json::NodeMember best_content(const json::Members& content) {
    return *std::ranges::min_element(content, {}, [](const json::NodeMember& one) { return rank(one.name); });
}

std::string sent_media_type(std::string_view media_type, bool is_file) {
    const std::string essence = essence_of(media_type);
    if (is_any(essence)) return is_file ? "application/octet-stream" : "";
    if (essence == "application/json") return {};
    if (!essence.ends_with("/*")) return std::string(media_type);
    return essence == "text/*" ? "text/plain" : "application/octet-stream";
}

Style style_of(const json::Node& holder, bool exploded_by_default) {
    const std::string_view style = text_of(holder, "style");
    if (style == "spaceDelimited") return Style::spaces;
    if (style == "pipeDelimited") return Style::bars;
    if (style == "deepObject") return Style::deep;
    const json::Node* explode = holder.find("explode");
    const bool exploded = explode && explode->is_bool() ? explode->as_bool() : exploded_by_default;
    return exploded ? Style::apart : Style::commas;
}

PathStyle path_style_of(const json::Node& parameter) {
    const std::string_view style = text_of(parameter, "style");
    const bool apart = is_true(parameter, "explode");
    if (style == "label") return apart ? PathStyle::label_apart : PathStyle::label;
    if (style == "matrix") return apart ? PathStyle::matrix_apart : PathStyle::matrix;
    return PathStyle::simple;
}

}  // namespace rasctl::catalog::compiler
