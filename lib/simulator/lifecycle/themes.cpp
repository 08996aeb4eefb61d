// Pictures of themes.
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/model/empty_picture.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

std::string member_of(const json::Value* type) {
    return type ? type->scalar_text() : "0";
}

Response set_image(Farm& farm, const Call& call) {
    const json::Value* image = call.field("image");
    const json::Object one = object({{member_of(call.field("type")), image ? *image : json::Value("")}});
    farm.change("theme", call.key(0), object({{"$images", one}}));
    farm.mark_pending();
    return no_content();
}

Response get_image(Farm& farm, const Call& call) {
    const json::Object theme = farm.read("theme", call.key(0)).value_or(json::Object{});
    const json::Value* images = theme.find("$images");
    const json::Value* image = images ? images->find(member_of(call.query_value("type"))) : nullptr;
    const std::string content = image ? image->scalar_text() : std::string{};
    return file(content.empty() ? std::string(empty_picture) : content, "image.png", "image/png");
}

}  // namespace

void add_theme_life_cycle(Handlers& handlers) {
    handlers.add("PUT", "/api/Theme/{id}/Image", set_image);
    handlers.add("GET", "/api/Theme/{id}/Image", get_image);
}

}  // namespace rasctl::simulator
