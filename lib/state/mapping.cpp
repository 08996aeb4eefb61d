#include "state/mapping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "state/curated.hpp"
#include "state/difference.hpp"
#include "state/order.hpp"
#include "state/snapshot.hpp"
#include "state/spec_walk.hpp"
#include "text/ascii.hpp"
#include "text/nearest.hpp"

namespace rasctl::state {
namespace {

using json::Value;

Error wrong(const std::string& text, std::string why) {
    return {.exit_code = ExitCode::usage,
            .what = fmt::format("--map '{}'", text),
            .why = std::move(why),
            .hint = "rasctl diff -f farm/ --map 'server:*.test.dom=*.prod.dom'"};
}

void collect_words(const Kind& kind, std::vector<std::string>& words) {
    words.push_back(kind.name);
    if (!kind.identity.empty()) words.push_back(kind.identity);
    for (const KindField& field : kind.fields) words.emplace_back(field.field.name());
    for (const Kind& part : kind.parts) collect_words(part, words);
}

// Walks through a document and gives each text in it the names that rules may call it by.
class Walk {
  public:
    Walk(const Mapping& mapping, const Kinds& kinds) : mapping_(mapping), kinds_(kinds) {}

    void document(Document& document) {
        Key& key = document.key;
        if (!key.site.empty()) key.site = mapping_.mapped(names_of("Site"), key.site);
        const Kind* kind = kinds_.find(key.kind);
        if (kind == nullptr) return;
        const std::vector<std::string> names{kind->name, kind->identity};
        for (std::string* name : {&key.name, &document.previous_name})
            if (!name->empty()) *name = mapping_.mapped(names, *name);
        for_each_value(
            *kind, document.spec,
            [this](const KindField& field, const std::string& refers, Value& given) {
                value(field.field, refers, given);
            },
            [this](const Kind& part, Value& name) {
                name = mapping_.mapped({part.name, part.identity}, name.as_string());
            });
        // What has no order is in that of its new names.
        sort_lists(*kind, document.spec);
    }

  private:
    // The names of what the field refers to.
    const std::vector<std::string>& names_of(const std::string& refers) {
        const auto [place, added] = known_.try_emplace(refers);
        if (added)
            for (const Kind& kind : kinds_.all())
                if (kind.form == Form::listed && fills(kind, refers, 0)) {
                    place->second.push_back(kind.name);
                    place->second.push_back(kind.identity);
                }
        return place->second;
    }

    // "OWNER/NAME": each by its own names.
    std::string mapped(const OwnedKind& owned, const std::string& text) const {
        const auto slash = text.rfind('/');
        if (slash == std::string::npos) return text;
        std::vector<std::string> owners;
        for (const std::string& noun : owned.lists) owners.push_back(noun.substr(0, noun.rfind(' ')));
        return mapping_.mapped(owners, text.substr(0, slash)) + "/" +
               mapping_.mapped(owned.lists, text.substr(slash + 1));
    }

    void value(catalog::Field field, const std::string& refers, Value& value_) {
        if (value_.is_string() && !is_placeholder(value_)) {
            std::vector<std::string> names{std::string(field.name())};
            if (!refers.empty()) std::ranges::copy(names_of(refers), std::back_inserter(names));
            const OwnedKind owned = owned_kind(refers);
            const std::string text =
                owned.lists.empty() ? value_.as_string() : mapped(owned, value_.as_string());
            const bool marked = !refers.empty() && text.starts_with("name:");
            value_ = marked ? "name:" + mapping_.mapped(names, text.substr(5)) : mapping_.mapped(names, text);
        } else if (value_.is_array()) {
            for (Value& element : value_.as_array()) value(field, refers, element);
        } else if (value_.is_object()) {
            const auto schema = field.type().schema();
            for (json::Member& member : value_.as_object()) {
                const auto inner = schema ? schema->field(member.name) : std::nullopt;
                if (inner) value(*inner, std::string(inner->refers()), member.value);
            }
        }
    }

    const Mapping& mapping_;
    const Kinds& kinds_;
    std::map<std::string, std::vector<std::string>> known_;
};

}  // namespace

std::optional<std::vector<std::string_view>> fit(std::string_view pattern, std::string_view text) {
    std::vector<std::string_view> stars;
    std::size_t p = 0, t = 0, after_star = 0, star_text = 0;
    // Goes back to the last * only: what an earlier one stands for is the shortest.
    while (t < text.size() || p < pattern.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            stars.push_back(text.substr(t, 0));
            after_star = ++p;
            star_text = t;
        } else if (p < pattern.size() && t < text.size() &&
                   (pattern[p] == '?' || to_lower(pattern[p]) == to_lower(text[t]))) {
            ++p;
            ++t;
        } else if (!stars.empty() && star_text < text.size()) {
            const std::string_view longer = stars.back();
            stars.back() = {longer.data(), longer.size() + 1};
            t = ++star_text;
            p = after_star;
        } else {
            return std::nullopt;
        }
    }
    return stars;
}

Result<Mapping> Mapping::parse(const std::vector<std::string>& texts, const Kinds& kinds) {
    Mapping mapping;
    std::vector<std::string> words;
    if (!texts.empty())
        for (const Kind& kind : kinds.all()) collect_words(kind, words);
    for (const std::string& text : texts) {
        const auto colon = text.find(':');
        const auto equals = colon == std::string::npos ? colon : text.find('=', colon);
        if (equals == std::string::npos) return wrong(text, "expects WHAT:PATTERN=NAME");
        Rule rule{.what = text.substr(0, colon),
                  .pattern = text.substr(colon + 1, equals - colon - 1),
                  .name = text.substr(equals + 1)};
        if (rule.what.empty()) return wrong(text, "it says of no kind and no field what to map");
        if (rule.pattern.empty()) return wrong(text, "its pattern is empty");
        if (rule.name.empty()) return wrong(text, "the new name is empty");
        if (std::ranges::count(rule.name, '*') > std::ranges::count(rule.pattern, '*'))
            return wrong(text, "the new name has more * than the pattern, which say what they stand for");
        if (std::ranges::none_of(words,
                                 [&](const std::string& word) { return fit(rule.what, word).has_value(); })) {
            const auto close = nearest(rule.what, words);
            return wrong(text, close ? fmt::format("'{}' is no kind and no field; did you mean '{}'?",
                                                   rule.what, *close)
                                     : fmt::format("'{}' is no kind and no field", rule.what));
        }
        mapping.rules_.push_back(std::move(rule));
    }
    return mapping;
}

std::string Mapping::mapped(const std::vector<std::string>& names, const std::string& text) const {
    for (const Rule& rule : rules_) {
        if (std::ranges::none_of(names,
                                 [&](const std::string& name) { return fit(rule.what, name).has_value(); }))
            continue;
        const auto stars = fit(rule.pattern, text);
        if (!stars) continue;
        std::string other;
        std::size_t star = 0;
        for (const char c : rule.name) {
            if (c == '*')
                other += (*stars)[star++];
            else
                other += c;
        }
        return other;
    }
    return text;
}

void Mapping::apply(const Kinds& kinds, std::vector<Document>& documents) const {
    if (rules_.empty()) return;
    Walk walk(*this, kinds);
    for (Document& document : documents) walk.document(document);
}

}  // namespace rasctl::state
