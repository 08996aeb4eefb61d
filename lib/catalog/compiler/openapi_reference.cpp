#include "catalog/compiler/openapi_reference.hpp"

#include <algorithm>
#include <utility>

#include "catalog/compiler/openapi_text.hpp"
#include "error/try.hpp"
#include "text/ascii.hpp"

namespace rasctl::catalog::compiler {
namespace {

using json::Value;

// One reference after another before they are taken for a circle.
constexpr int maximum_references = 16;

const Value* child_of(const Value& value, const std::string& step) {
    if (!value.is_array()) return value.find(step);
    const auto position = Value(step).to_int64();
    const bool there =
        position && *position >= 0 && static_cast<std::size_t>(*position) < value.as_array().size();
    return there ? &value.as_array()[static_cast<std::size_t>(*position)] : nullptr;
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

const Document* document_named(const std::vector<Document>& documents, std::string_view name,
                               const Document& from) {
    if (name.empty()) return &from;
    const auto found = std::ranges::find(documents, name, &Document::name);
    return found == documents.end() ? nullptr : &*found;
}

}  // namespace

Result<Place> follow(const std::vector<Document>& documents, const Document& from,
                     std::string_view reference) {
    const auto hash = reference.find('#');
    if (hash == std::string_view::npos) return refuse(reference, "this reference has no '#'");
    const Document* target = document_named(documents, reference.substr(0, hash), from);
    if (!target) return refuse(reference, "this reference leads to another file");
    const Value* current = &target->content;
    const std::string pointer = percent_decoded(reference.substr(hash + 1));
    std::string_view rest = pointer;
    // A schema among the components has a name of its own; one elsewhere is called by its whole place.
    constexpr std::string_view named = "/components/schemas/";
    const bool has_name = rest.starts_with(named) && rest.find('/', named.size()) == std::string_view::npos;
    const std::string name = unescaped(has_name ? rest.substr(named.size()) : rest);
    while (!rest.empty()) {
        rest.remove_prefix(1);
        const auto slash = rest.find('/');
        const std::string step = unescaped(rest.substr(0, slash));
        rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash);
        current = child_of(*current, step);
        if (!current) return refuse(reference, "this reference leads nowhere");
    }
    return Place{target, name, current};
}

Result<Place> resolve(const std::vector<Document>& documents, const Document& from, const Value& value) {
    Place place{&from, {}, &value};
    for (int steps = 0; steps < maximum_references; ++steps) {
        const Value* reference = place.value->find("$ref");
        if (!reference) return place;
        TRY_LET(auto next, follow(documents, *place.document, reference->scalar_text()));
        place = std::move(next);
    }
    return refuse(place.name, "references lead in a circle");
}

}  // namespace rasctl::catalog::compiler
