#include "state/spelling.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "state/difference.hpp"
#include "state/spec_walk.hpp"
#include "state/value_form.hpp"
#include "text/letter_case.hpp"

namespace rasctl::state {
namespace {

using json::Value;

Key folded_key(const Key& key) {
    return {
        .kind = key.kind, .site = folded(key.site), .name = folded(key.name), .occurrence = key.occurrence};
}

void take_site(const std::vector<Named>& sites, const Kind& kind, std::string& site) {
    if (site.empty()) {
        if (kind.of_site && sites.size() == 1) site = sites.front().name;
        return;
    }
    const auto exact = std::ranges::find(sites, site, &Named::name);
    const auto alike =
        std::ranges::find_if(sites, [&](const Named& one) { return folded(one.name) == folded(site); });
    if (exact == sites.end() && alike != sites.end()) site = alike->name;
}

}  // namespace

void take_names(const Snapshot& snapshot, const Kinds& kinds, std::vector<Document>& documents) {
    std::set<Key> there;
    std::map<Key, const Key*> alike;
    for (const Object& object : snapshot.objects) {
        there.insert(object.key);
        // Two that differ in nothing else cannot be told apart by it.
        if (const auto [at, added] = alike.try_emplace(folded_key(object.key), &object.key); !added)
            at->second = nullptr;
    }
    for (Document& document : documents) {
        const Kind* kind = kinds.find(document.key.kind);
        if (kind == nullptr) continue;
        // What is in the farm without a site is said so.
        if (!there.contains(document.key)) take_site(snapshot.sites, *kind, document.key.site);
        if (there.contains(document.key) || !document.previous_name.empty()) continue;
        const auto found = alike.find(folded_key(document.key));
        if (found != alike.end() && found->second != nullptr) document.key = *found->second;
    }
}

void take_values(const Snapshot& snapshot, const Kind& kind, Document& document) {
    const auto site = std::ranges::find(snapshot.sites, document.key.site, &Named::name);
    const std::string site_id = site == snapshot.sites.end() ? "" : site->id;
    for_each_value(
        kind, document.spec,
        [&](const KindField& field, const std::string& refers, Value& value) {
            if (is_placeholder(value)) return;
            const bool is_element = field.field.type().is_array() && !value.is_array();
            const Value given = is_element ? Value(json::Array(1, value)) : value;
            std::vector<ValueProblem> problems;
            const Value wire = to_wire(field.field, given, snapshot.names, site_id, "", problems, refers);
            // What another document makes has no ID yet.
            if (!problems.empty()) return;
            Value spelt = to_document(field.field, wire, snapshot.names, site_id, refers);
            if (!is_element)
                value = std::move(spelt);
            else if (spelt.is_array() && spelt.as_array().size() == 1)
                value = spelt.as_array().front();
        },
        [](const Kind&, Value&) {});
    sort_lists(kind, document.spec);
}

}  // namespace rasctl::state
