#include "state/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "error/try.hpp"
#include "json/writer.hpp"
#include "json/yaml.hpp"
#include "text/ascii.hpp"
#include "text/nearest.hpp"

namespace rasctl::state {
namespace {

using json::Value;

// Names that Windows keeps for devices.
bool is_device(std::string_view name) {
    const std::string stem = lower_case(name.substr(0, name.find('.')));
    constexpr std::array devices{"con", "prn", "aux", "nul"};
    if (std::ranges::find(devices, stem) != devices.end()) return true;
    return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) &&
           is_all_digits(stem.substr(3));
}

// Letters, digits and a few signs as they are, blanks as "+", all others by their bytes.
std::string safe(std::string_view text) {
    constexpr std::size_t longest = 120;
    std::string name;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
                           (c == '.' && !name.empty());
        if (plain)
            name += c;
        else if (c == ' ')
            name += '+';
        else if (c >= 'A' && c <= 'Z')
            name += c;
        else
            name += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    while (name.ends_with('.')) name.replace(name.size() - 1, 1, "%2E");
    if (is_device(name)) name.insert(0, "%");
    if (name.size() <= longest) return name;
    // What is cut off still tells two names apart.
    std::uint64_t hash = 14695981039346656037U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return fmt::format("{}~{:016x}", name.substr(0, longest), hash);
}

Error bad(std::string_view place, std::string why) {
    return {.exit_code = ExitCode::usage, .what = std::string(place), .why = std::move(why)};
}

// The first member that is none of those known, with what it may have been meant to be.
Result<> only(const json::Object& object, std::string_view place, const std::vector<std::string>& known) {
    for (const json::Member& member : object) {
        if (std::ranges::find(known, member.name) != known.end()) continue;
        const auto close = nearest(member.name, known);
        const std::string path = place.empty() ? member.name : fmt::format("{}.{}", place, member.name);
        return bad(path, close
                             ? fmt::format("is no member of a document; did you mean '{}'?", *close)
                             : fmt::format("is no member of a document; it has {}", fmt::join(known, ", ")));
    }
    return {};
}

Result<std::string> text_at(const Value& object, std::string_view place, std::string_view name) {
    const Value* value = object.find(name);
    if (value == nullptr) return std::string();
    if (!value->is_string() && !value->is_number())
        return bad(fmt::format("{}.{}", place, name), "expects text, got " + json::write(*value));
    if (value->scalar_text().empty())
        return bad(fmt::format("{}.{}", place, name), "is empty; give it a value or leave it out");
    return value->scalar_text();
}

// "${" in a document begins a placeholder; where it is text, "$${" says so.
std::string with_escapes(std::string text) {
    for (std::size_t at = 0; (at = text.find("${", at)) != std::string::npos; at += 3) text.insert(at, "$");
    return text;
}

}  // namespace

std::string unfilled(const std::string& text) {
    for (std::size_t at = 0; (at = text.find("${", at)) != std::string::npos; at += 2) {
        const auto end = text.find('}', at);
        if ((at == 0 || text[at - 1] != '$') && end != std::string::npos)
            return text.substr(at, end + 1 - at);
    }
    return {};
}

std::string without_escapes(std::string text) {
    for (std::size_t at = 0; (at = text.find("$${", at)) != std::string::npos; at += 2) text.erase(at, 1);
    return text;
}

void take_out_escapes(Document& document) {
    for (std::string* text : {&document.key.name, &document.key.site, &document.previous_name})
        *text = without_escapes(std::move(*text));
}

std::string shown(const Key& key) {
    std::string text = key.kind;
    if (!key.name.empty()) text += fmt::format(" '{}'", key.name);
    if (key.occurrence > 1) text += fmt::format(" (the {}. of this name)", key.occurrence);
    if (!key.site.empty()) text += fmt::format(" in site '{}'", key.site);
    return text;
}

std::string write_document(Document document) {
    json::Object metadata;
    if (!document.key.name.empty()) metadata.append("name", with_escapes(document.key.name));
    if (document.key.occurrence > 1) metadata.append("occurrence", std::uint64_t{document.key.occurrence});
    if (!document.key.site.empty()) metadata.append("site", with_escapes(document.key.site));
    json::Object whole;
    whole.append("kind", document.key.kind);
    whole.append("metadata", std::move(metadata));
    whole.append("spec", std::move(document.spec));
    return "---\n" + json::write_yaml(whole);
}

Result<Document> read_document(const Value& value) {
    if (!value.is_object()) return bad("", "a document is a map of kind, metadata and spec");
    TRY(only(value.as_object(), "", {"kind", "metadata", "spec"}));
    Document document;
    const Value* kind = value.find("kind");
    if (kind == nullptr || !kind->is_string() || kind->as_string().empty())
        return bad("kind", "is missing; it says what the object is, for instance 'rds host'");
    document.key.kind = kind->as_string();
    if (const Value* metadata = value.find("metadata"); metadata && !metadata->is_null()) {
        if (!metadata->is_object()) return bad("metadata", "expects a map of name and site");
        if (auto known =
                only(metadata->as_object(), "metadata", {"name", "site", "occurrence", "previousName"});
            !known)
            return known.error();
        auto name = text_at(*metadata, "metadata", "name"), site = text_at(*metadata, "metadata", "site"),
             previous = text_at(*metadata, "metadata", "previousName");
        for (const auto* text : {&name, &site, &previous})
            if (!*text) return text->error();
        document.key.name = *name;
        document.key.site = *site;
        document.previous_name = *previous;
        if (const Value* occurrence = metadata->find("occurrence")) {
            const auto number = occurrence->to_int64();
            if (!number || *number < 1) return bad("metadata.occurrence", "expects a whole number from 1");
            document.key.occurrence = static_cast<std::size_t>(*number);
        }
    }
    const Value* spec = value.find("spec");
    if (spec == nullptr || spec->is_null()) return document;
    if (!spec->is_object()) return bad("spec", "expects a map of fields");
    document.spec = spec->as_object();
    return document;
}

std::string file_name(const Key& key) {
    std::string folder = key.site.empty() ? "farm" : "site-" + safe(key.site);
    std::string kind = key.kind;
    std::ranges::replace(kind, ' ', '-');
    const std::string number = key.occurrence > 1 ? fmt::format("~{}", key.occurrence) : "";
    if (key.name.empty()) return fmt::format("{}/{}.yaml", folder, kind);
    return fmt::format("{}/{}/{}{}.yaml", folder, kind, safe(key.name), number);
}

}  // namespace rasctl::state
