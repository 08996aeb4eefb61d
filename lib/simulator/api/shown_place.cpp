#include "simulator/api/shown_place.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "simulator/store/dotted.hpp"
#include "simulator/store/farm.hpp"

namespace rasctl::simulator {
namespace {

using catalog::Field;
using catalog::Kind;
using catalog::Schema;

constexpr std::size_t maximum_steps = 8;
constexpr std::string_view new_prefix = "new";

struct OddPlace {
    std::string_view taken;
    std::string_view shown;
};

// Where the names alone do not tell.
constexpr std::array odd_places{
    OddPlace{"publishToSiteIds", "publishToSite"},
    OddPlace{"httpsUrl", "kestrel.endPoints.httpsDefaultCert.url"},
    OddPlace{"defaultLanguage", "userPortal.languageBar.default"},
    OddPlace{"remotePCStaticName", "name"},
    OddPlace{"radiusServer", "server"},
    OddPlace{"radiusPort", "port"},
    OddPlace{"safenetAuthMode", "authMode"},
    OddPlace{"targetDevice", "targetDeviceLst"},
    OddPlace{"overridePostLogonMessage", "userPortal.message.overridePostLogonMessage"},
};

std::optional<Field> field_at(Schema schema, std::string_view path) {
    while (true) {
        const auto dot = path.find('.');
        const auto field = schema.field(path.substr(0, dot));
        if (!field || dot == std::string_view::npos) return field;
        const auto inner = field->type().schema();
        if (!inner || field->type().kind() != Kind::object) return std::nullopt;
        schema = *inner;
        path.remove_prefix(dot + 1);
    }
}

std::string joined(const std::vector<std::string_view>& steps, std::size_t from, std::string_view separator) {
    std::string text;
    for (std::size_t i = from; i < steps.size(); ++i) {
        if (i > from) text += separator;
        text += steps[i];
    }
    return text;
}

// "sessionExpire" means session.expire, and "enableREST" rest.enable.
bool spells(const std::vector<std::string_view>& steps, std::string_view name) {
    if (steps.size() > 1 && equal_ignoring_case(steps.back(), name)) return true;
    for (std::size_t from = 0; from + 1 < steps.size(); ++from) {
        const std::string forward = joined(steps, from, "");
        if (equal_ignoring_case(forward, name)) return true;
        const std::string last_first =
            std::string(steps.back()) + forward.substr(0, forward.size() - steps.back().size());
        if (equal_ignoring_case(last_first, name)) return true;
    }
    return false;
}

bool same_type(Field a, Field b) {
    const auto kind = [](Field field) {
        return field.type().kind() == Kind::enumeration ? Kind::integer : field.type().kind();
    };
    return kind(a) == kind(b);
}

void collect(Schema shown, Field wanted, std::vector<std::string_view>& steps,
             std::vector<std::string>& out) {
    for (const Field field : shown.fields()) {
        steps.push_back(field.name());
        if (same_type(field, wanted) && spells(steps, wanted.name())) out.push_back(joined(steps, 0, "."));
        const auto inner = field.type().kind() == Kind::object ? field.type().schema() : std::nullopt;
        if (inner && steps.size() < maximum_steps) collect(*inner, wanted, steps, out);
        steps.pop_back();
    }
}

// "newName" gives an object another name.
std::string renamed(Schema shown, std::string_view name) {
    if (!name.starts_with(new_prefix) || name.size() == new_prefix.size()) return {};
    const auto field = shown.field(name.substr(new_prefix.size()));
    return field ? std::string(field->name()) : std::string();
}

}  // namespace

std::optional<Schema> shown_schema(const Farm& farm, catalog::Operation operation) {
    const std::string path = canonical_path(operation);
    for (const catalog::Operation other : farm.catalog().operations())
        if (other.method() == "GET" && farm.resources().available(other) &&
            other.response_kind() == catalog::ResponseKind::value && canonical_path(other) == path)
            return other.response().schema();
    return std::nullopt;
}

std::string shown_place(Schema shown, Field field) {
    if (!field.maps().empty()) return std::string(field.maps());
    // Lists are found by the name that they are shown under: "targetIDs" of "targetIds".
    if (const auto same = shown.field(field.name()))
        return field.type().is_array() && same->name() != field.name() ? std::string(same->name()) : "";
    for (const OddPlace& place : odd_places)
        if (place.taken == field.name() && field_at(shown, place.shown)) return std::string(place.shown);
    if (std::string name = renamed(shown, field.name()); !name.empty()) return name;
    std::vector<std::string_view> steps;
    std::vector<std::string> found;
    collect(shown, field, steps, found);
    // Two places that could be meant: neither is better than the other.
    return found.size() == 1 ? found.front() : std::string();
}

json::Object as_shown(const json::Object& body, std::optional<Schema> taken, std::optional<Schema> shown) {
    json::Object result;
    for (const auto& [name, value] : body) {
        const auto field = taken ? taken->field(name) : std::nullopt;
        std::string path = name;
        if (field && shown) {
            if (std::string place = shown_place(*shown, *field); !place.empty()) path = std::move(place);
        } else if (field && !field->maps().empty()) {
            path = field->maps();
        }
        const auto target = shown ? field_at(*shown, path) : std::nullopt;
        const bool rename = path != name && name.starts_with(new_prefix);
        if (rename && value.is_string() && value.as_string().empty()) continue;
        if (value.is_null() && (rename || (target && !target->nullable()))) continue;
        set_at(result, path, value);
    }
    return result;
}

}  // namespace rasctl::simulator
