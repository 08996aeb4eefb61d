#include "catalog/compiler/openapi_reference.hpp"

#include <algorithm>
#include <utility>

#include "catalog/compiler/openapi_text.hpp"
#include "error/try.hpp"
#include "json/number_text.hpp"
#include "text/ascii.hpp"

namespace rasctl::catalog::compiler {
namespace {

using json::Node;
using json::Value;

// One reference after another before they are taken for a circle.
constexpr int maximum_references = 16;
// What has more members than this is looked through once for all of them.
constexpr std::size_t large_object = 16;

// The position in a list that the step names; nothing where it names none of it.
std::optional<std::size_t> position_in(std::size_t size, std::string_view step) {
    const auto position = json::whole_number(step);
    const bool there = position && *position >= 0 && static_cast<std::size_t>(*position) < size;
    return there ? std::optional(static_cast<std::size_t>(*position)) : std::nullopt;
}

// The pointer in a reference is part of a URL: "%7B" is "{" (RFC 6901 6).
std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool escape = text[at] == '%' && at + 2 < text.size() && hex_value(text[at + 1]) >= 0 &&
                            hex_value(text[at + 2]) >= 0;
        out += escape ? static_cast<char>(hex_value(text[at + 1]) * 16 + hex_value(text[at + 2])) : text[at];
        at += escape ? 2 : 0;
    }
    return out;
}

// A step of a JSON pointer (RFC 6901 3): "~1" is "/", "~0" is "~".
std::string unescaped(std::string_view step) {
    std::string out;
    for (std::size_t at = 0; at < step.size(); ++at) {
        const bool escape = step[at] == '~' && at + 1 < step.size();
        out += !escape ? step[at] : step[at + 1] == '1' ? '/' : '~';
        at += escape ? 1 : 0;
    }
    return out;
}

template <class InDocument>
const InDocument* document_named(const std::vector<InDocument>& documents, std::string_view name,
                                 const InDocument& from) {
    if (name.empty()) return &from;
    const auto found = std::ranges::find(documents, name, &InDocument::name);
    return found == documents.end() ? nullptr : &*found;
}

template <class Place, class InDocument, class Child>
Result<Place> follow_by(const std::vector<InDocument>& documents, const InDocument& from,
                        std::string_view reference, Child child) {
    const auto hash = reference.find('#');
    if (hash == std::string_view::npos) return refuse(reference, "this reference has no '#'");
    const InDocument* target = document_named(documents, reference.substr(0, hash), from);
    if (!target) return refuse(reference, "this reference leads to another file");
    const auto* current = &target->root();
    const std::string pointer = percent_decoded(reference.substr(hash + 1));
    std::string_view rest = pointer;
    // A schema among the components has a name of its own; one elsewhere is called by its whole place.
    constexpr std::string_view named = "/components/schemas/";
    const bool has_name = rest.starts_with(named) && rest.find('/', named.size()) == std::string_view::npos;
    std::string name = unescaped(has_name ? rest.substr(named.size()) : rest);
    while (!rest.empty()) {
        rest.remove_prefix(1);
        const auto slash = rest.find('/');
        const std::string step = unescaped(rest.substr(0, slash));
        rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash);
        current = child(*current, step);
        if (!current) return refuse(reference, "this reference leads nowhere");
    }
    return Place{target, std::move(name), current};
}

template <class Place, class InDocument, class Any, class Follow>
Result<Place> resolve_by(const InDocument& from, const Any& value, Follow follow) {
    Place place{&from, {}, &value};
    for (int steps = 0; steps < maximum_references; ++steps) {
        const Any* reference = place.value->find("$ref");
        if (!reference) return place;
        TRY_LET(auto next, follow(*place.document, reference->scalar_text()));
        place = std::move(next);
    }
    return refuse(place.name, "references lead in a circle");
}

}  // namespace

Result<Place> follow(const std::vector<Document>& documents, const Document& from,
                     std::string_view reference) {
    return follow_by<Place>(documents, from, reference,
                            [](const Value& value, const std::string& step) -> const Value* {
                                if (!value.is_array()) return value.find(step);
                                const auto position = position_in(value.as_array().size(), step);
                                return position ? &value.as_array()[*position] : nullptr;
                            });
}

Result<Place> resolve(const std::vector<Document>& documents, const Document& from, const Value& value) {
    return resolve_by<Place>(from, value, [&](const Document& document, std::string_view reference) {
        return follow(documents, document, reference);
    });
}

const Node* References::element_of(const Node& array, std::size_t position) {
    auto& elements = elements_[&array];
    if (elements.empty())
        for (const Node& element : array.as_array()) elements.push_back(&element);
    return elements[position];
}

const Node* References::child_of(const Node& value, const std::string& step) {
    if (value.is_array()) {
        const auto position = position_in(value.as_array().size(), step);
        return position ? element_of(value, *position) : nullptr;
    }
    if (value.as_object().size() <= large_object) return value.find(step);
    const auto [known, is_new] = members_.try_emplace(&value);
    if (is_new)
        for (const json::NodeMember member : value.as_object())
            known->second.insert_or_assign(member.name, &member.value);
    const auto found = known->second.find(step);
    return found == known->second.end() ? nullptr : found->second;
}

Result<FlatPlace> References::follow(const FlatDocument& from, std::string_view reference) {
    auto& known = followed_[reference];
    if (const auto found = known.find(&from); found != known.end()) return found->second;
    TRY_LET(auto place, follow_by<FlatPlace>(documents_, from, reference,
                                             [this](const Node& value, const std::string& step) {
                                                 return child_of(value, step);
                                             }));
    return known.emplace(&from, std::move(place)).first->second;
}

Result<FlatPlace> References::resolve(const FlatDocument& from, const Node& value) {
    return resolve_by<FlatPlace>(from, value,
                                 [this](const FlatDocument& document, std::string_view reference) {
                                     return follow(document, reference);
                                 });
}

}  // namespace rasctl::catalog::compiler
