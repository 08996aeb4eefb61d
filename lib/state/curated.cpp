#include "state/curated.hpp"

#include <algorithm>

#include "embedding/embedded_file.hpp"
#include "json/reader.hpp"

RASCTL_EMBED(documents, RASCTL_DOCUMENTS);

namespace rasctl::state {
namespace {

const json::Value& curated() {
    static const json::Value value = json::parse(RASCTL_EMBEDDED(documents)).value();
    return value;
}

std::string text_of(std::string_view member, std::string_view noun) {
    const json::Value* facts = curated().find(member);
    const json::Value* text = facts ? facts->find(noun) : nullptr;
    return text ? text->as_string() : std::string();
}

// Whether one of those that tell the member stands beside it.
bool is_told_beside(const json::Value& tellers, const json::Object& members) {
    return std::ranges::any_of(tellers.as_array(), [&](const json::Value& teller) {
        const json::Value* value = members.find(teller.as_string());
        return value != nullptr && value->is_string() && !value->as_string().empty();
    });
}

void drop_resolved_in(json::Value& value) {
    if (value.is_array())
        for (json::Value& element : value.as_array()) drop_resolved_in(element);
    if (value.is_object()) drop_resolved(value.as_object());
}

bool names(const json::Value* fields, std::string_view field) {
    return fields != nullptr && std::ranges::any_of(fields->as_array(), [&](const json::Value& one) {
               return one.as_string() == field;
           });
}

}  // namespace

bool is_ordered_behind(std::string_view field) {
    return names(curated().find("orderedBehind"), field);
}

bool is_place_within(std::string_view field) {
    return names(curated().find("liesIn"), field);
}

void drop_resolved(json::Object& spec) {
    if (const json::Value* resolved = curated().find("resolvedFrom"))
        for (const json::Member& one : resolved->as_object())
            if (spec.find(one.name) != nullptr && is_told_beside(one.value, spec)) spec.erase(one.name);
    for (json::Member& member : spec) drop_resolved_in(member.value);
}

std::string switch_over(std::string_view part) {
    return text_of("inherited", part);
}

std::string place_shown(std::string_view noun) {
    return text_of("shownAt", noun);
}

std::string entries_refer_to(std::string_view noun) {
    return text_of("refersTo", noun);
}

OwnedKind owned_kind(std::string_view refers) {
    OwnedKind kind;
    const json::Value* all = curated().find("named");
    const json::Value* facts = all ? all->find(refers) : nullptr;
    if (facts == nullptr) return kind;
    for (const json::Value& noun : facts->find("lists")->as_array()) kind.lists.push_back(noun.as_string());
    kind.owner = facts->find("owner")->as_string();
    return kind;
}

std::string reason_left_out(std::string_view noun) {
    const json::Value* left_out = curated().find("leftOut");
    while (left_out != nullptr && !noun.empty()) {
        if (const json::Value* reason = left_out->find(noun)) return reason->as_string();
        const auto blank = noun.rfind(' ');
        noun = blank == std::string_view::npos ? std::string_view{} : noun.substr(0, blank);
    }
    return {};
}

}  // namespace rasctl::state
