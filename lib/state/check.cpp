#include "state/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "json/writer.hpp"
#include "state/circle.hpp"
#include "state/difference.hpp"
#include "state/folder.hpp"
#include "state/member_entry.hpp"
#include "state/other_versions.hpp"
#include "state/told_reference.hpp"
#include "state/value_form.hpp"
#include "text/ascii.hpp"
#include "text/letter_case.hpp"
#include "text/nearest.hpp"

namespace rasctl::state {
namespace {

using json::Value;

// "password" of "providerPassword", where no other holds the word.
std::optional<std::string> only_one_with(std::string_view word, const std::vector<std::string>& known) {
    std::optional<std::string> found;
    for (const std::string& one : known) {
        if (word.size() < 4 || lower_case(one).find(lower_case(word)) == std::string::npos) continue;
        if (found) return std::nullopt;
        found = one;
    }
    return found;
}

class Checker {
  public:
    Checker(const Document& document, const Names& names, std::string site, const std::set<std::string>& made,
            OtherVersions& others)
        : document_(document), names_(names), site_(std::move(site)), made_(made), others_(others) {}

    std::vector<std::string> run(const Kind& kind) {
        if (kind.form == Form::members)
            entries(kind, document_.spec, "spec");
        else
            object(kind, document_.spec, "spec");
        return std::move(problems_);
    }

  private:
    void problem(const std::string& place, const std::string& text) {
        problems_.push_back(problem_in(document_, place, text));
    }

    void entries(const Kind& kind, const json::Object& spec, const std::string& place) {
        for (const json::Member& member : spec) {
            if (member.name != "entries")
                problem(place + "." + member.name, "is no field of it; it has entries");
            else
                list(kind, member.value, place + ".entries");
        }
    }

    // The parts whose steps begin with these, and the words that may come next.
    void object(const Kind& kind, const json::Object& spec, const std::string& place) {
        map(kind, spec, place, {}, &kind);
    }

    void map(const Kind& owner, const json::Object& members, const std::string& place,
             const std::vector<std::string>& steps, const Kind* fields) {
        for (const json::Member& member : members) {
            const std::string here = place + "." + member.name;
            const KindField* field = fields ? fields->field(member.name) : nullptr;
            if (field != nullptr && field->field.name() == member.name) {
                value(*field, member.value, here, refers_to(*fields, *field, members));
                continue;
            }
            std::vector<std::string> below(steps);
            below.push_back(member.name);
            const std::vector<std::string> own(1, member.name);
            if (fields != nullptr && fields != &owner && part(*fields, member.value, here, own)) continue;
            if (!part(owner, member.value, here, below)) unknown(owner, steps, fields, member.name, here);
        }
    }

    bool part(const Kind& owner, const Value& value, const std::string& place,
              const std::vector<std::string>& steps) {
        const Kind* exact = nullptr;
        bool leads_on = false;
        for (const Kind& one : owner.parts) {
            if (one.step == steps) exact = &one;
            if (one.step.size() > steps.size() && std::equal(steps.begin(), steps.end(), one.step.begin()))
                leads_on = true;
        }
        if (exact == nullptr && !leads_on) return false;
        if (exact != nullptr && exact->form != Form::single) {
            list(*exact, value, place);
        } else if (!value.is_object()) {
            problem(place, "expects a map");
        } else {
            map(owner, value.as_object(), place, steps, exact);
        }
        return true;
    }

    void list(const Kind& part, const Value& value, const std::string& place) {
        if (!value.is_array()) return problem(place, "expects a list");
        std::set<std::string> seen;
        for (std::size_t i = 0; i < value.as_array().size(); ++i) {
            const Value& entry = value.as_array()[i];
            const std::string here = fmt::format("{}.{}", place, i);
            if (part.form == Form::members) {
                if (!seen.insert(folded(json::write(entry))).second)
                    problem(here, "stands in the list a second time; take it out");
                else
                    member(part, entry, here);
                continue;
            }
            if (!entry.is_object()) {
                problem(here, "expects a map");
                continue;
            }
            const Value* name = entry.find(part.identity);
            if (name != nullptr && !seen.insert(name->scalar_text()).second)
                problem(here, fmt::format("a second entry of the name '{}'", name->scalar_text()));
            json::Object rest = entry.as_object();
            rest.erase(part.identity);
            object(part, rest, here);
        }
    }

    void member(const Kind& part, const Value& entry, const std::string& place) {
        if (entry.is_object()) return map(part, entry.as_object(), place, {}, &part);
        const KindField* only = only_field(part);
        if (only == nullptr) return problem(place, "expects a map");
        const std::string refers = refers_to(part, *only, {});
        if (!part.replaces) return value(*only, entry, place, refers);
        // The field holds the whole list, of which this is one.
        value(*only, json::Array(1, entry), place, refers, place);
    }

    // `told_at` is where problems are told, if not where they are within the value.
    void value(const KindField& field, const Value& given, const std::string& place,
               const std::string& refers = {}, const std::string& told_at = {}) {
        if (is_placeholder(given)) {
            if (!field.is_asked_for())
                problem(place,
                        fmt::format(
                            "nothing says what {} is; give it with --values, or write '${}' if it is text",
                            given.as_string(), given.as_string()));
            return;
        }
        std::vector<ValueProblem> found;
        to_wire(field.field, given, names_, site_, place, found, refers);
        for (const ValueProblem& one : found) {
            // Another document makes it.
            if (one.missing_object && made_.contains(folded(text_at(given, one.place, place)))) continue;
            problem(told_at.empty() ? one.place : told_at, one.text);
        }
    }

    // What stands at a place within a value whose own place is `root`.
    static std::string text_at(const Value& root_value, const std::string& place, const std::string& root) {
        const Value* at = place.size() > root.size()
                              ? json::at_path(root_value, place.substr(root.size() + 1))
                              : &root_value;
        return at ? at->scalar_text() : std::string();
    }

    void unknown(const Kind& owner, const std::vector<std::string>& steps, const Kind* fields,
                 const std::string& name, const std::string& place) {
        if (const KindField* alike = fields ? fields->field(name) : nullptr)
            return problem(
                place, fmt::format("is no field of {}; did you mean '{}'?", owner.name, alike->field.name()));
        std::vector<std::string> below(steps);
        below.push_back(name);
        if (const auto text = others_.about_field(fields ? *fields : owner, owner, below)) {
            problem(place, *text);
            return;
        }
        std::vector<std::string> known;
        if (fields)
            for (const KindField& field : fields->fields) known.emplace_back(field.field.name());
        for (const Kind& one : owner.parts)
            if (one.step.size() > steps.size() && std::equal(steps.begin(), steps.end(), one.step.begin()))
                known.push_back(one.step[steps.size()]);
        auto close = nearest(name, known);
        if (!close) close = only_one_with(name, known);
        const auto shown = owner.reading().response().schema();
        if (close)
            problem(place, fmt::format("is no field of {}; did you mean '{}'?", owner.name, *close));
        else if (fields == &owner && shown && shown->field(name))
            problem(place, "is set by the server alone; take it out");
        else
            problem(place, fmt::format("is no field of {}; see rasctl export {}", owner.name, owner.name));
    }

    const Document& document_;
    const Names& names_;
    std::string site_;
    const std::set<std::string>& made_;
    OtherVersions& others_;
    std::vector<std::string> problems_;
};

std::string check_site(const Kind& kind, const Document& document, const std::vector<Named>& sites) {
    const std::string& site = document.key.site;
    if (site.empty())
        return kind.of_site && sites.size() > 1
                   ? fmt::format("metadata: a site is missing; the farm has {}, and these are of one of them",
                                 sites.size())
                   : "";
    if (!kind.of_site) return "metadata.site: these are of the whole farm; leave the site out";
    std::vector<std::string> names;
    for (const Named& one : sites) names.push_back(one.name);
    if (std::ranges::find(names, site) != names.end()) return "";
    const auto close = nearest(site, names);
    return fmt::format("metadata.site: no site is called '{}'{}", site,
                       close ? fmt::format("; did you mean '{}'?", *close) : "");
}

std::string check_key(const Kind& kind, const Document& document, const std::vector<Named>& sites) {
    if (kind.form == Form::listed && document.key.name.empty() && !kind.identity.empty())
        return "metadata: a name is missing; objects of this kind are told by it";
    if (kind.form != Form::listed && !document.key.name.empty())
        return fmt::format("metadata.name: there is only one '{}'; leave the name out", kind.name);
    return check_site(kind, document, sites);
}

// Of what is there before the document is applied.
Key former_key(const Document& document) {
    Key key = document.key;
    if (!document.previous_name.empty()) key.name = document.previous_name;
    return key;
}

// What the operation that creates the object must have, and the document has not.
std::string check_creation(const Kind& kind, const Document& document) {
    const catalog::Operation* create = kind.creation(document.spec);
    const auto body = create ? create->body() : std::nullopt;
    if (!body) return "";
    for (const catalog::Field field : body->fields()) {
        const KindField* known = kind.field(field.name());
        if (!field.required() || known == nullptr || document.spec.find(field.name()) != nullptr) continue;
        return fmt::format("spec: {} is missing, and there is no {} yet; it is created with it", field.name(),
                           shown(document.key));
    }
    return "";
}

// What is wrong with an object that is to be created; `is_known` tells what is there, or in another document.
std::string check_new(const Kind& kind, const Document& document,
                      const std::function<bool(const Key&)>& is_known) {
    Key before = document.key;
    --before.occurrence;
    if (before.occurrence > 0 && !is_known(before))
        return fmt::format("metadata.occurrence: there is no {}", shown(before));
    return check_creation(kind, document);
}

// What lies in the object and is told by both names: "TEMPLATE/VERSION".
void add_entries(const Kind& kind, const Document& document, std::set<std::string>& made) {
    for (const Kind& part : kind.parts) {
        const Value* entries = part.form == Form::listed && part.step.size() == 1
                                   ? document.spec.find(part.step.front())
                                   : nullptr;
        if (entries == nullptr || !entries->is_array()) continue;
        for (const Value& entry : entries->as_array())
            if (const Value* name = entry.find(part.identity))
                made.insert(folded(document.key.name + "/" + name->scalar_text()));
    }
}

}  // namespace

std::vector<std::string> check_documents(const CheckedFarm& farm, const std::vector<Document>& documents) {
    const auto& [kinds, names, sites, version, there] = farm;
    OtherVersions others(kinds, version);
    std::vector<std::string> problems;
    std::set<std::string> made;
    std::vector<Named> all_sites = sites;
    std::map<Key, const Document*> seen;
    std::set<Key> in_farm, known;
    for (std::size_t i = 0; there && i < there->objects.size(); ++i) in_farm.insert(there->objects[i].key);
    for (const Document& document : documents) known.insert(document.key);
    for (const Document& document : documents) {
        made.insert(folded(document.key.name));
        if (const Kind* kind = kinds.find(document.key.kind)) add_entries(*kind, document, made);
        if (document.key.kind == "site") all_sites.push_back({"", document.key.name});
    }
    const auto tell = [&](const Document& document, const std::string& text) {
        const auto colon = text.find(": ");
        problems.push_back(problem_in(document, text.substr(0, colon), text.substr(colon + 2)));
    };
    for (const Document& document : documents) {
        const Kind* kind = kinds.find(document.key.kind);
        if (kind == nullptr) {
            if (const auto text = others.about_kind(document.key.kind)) {
                tell(document, "kind: " + *text);
                continue;
            }
            std::vector<std::string> all;
            for (const Kind& one : kinds.all()) all.push_back(one.name);
            const auto close = nearest(document.key.kind, all);
            tell(document,
                 close ? fmt::format("kind: there is no '{}'; did you mean '{}'?", document.key.kind, *close)
                       : fmt::format("kind: this farm has no '{}'", document.key.kind));
            continue;
        }
        Key same = document.key;
        same.name = folded(same.name);
        same.site = folded(same.site);
        if (const auto [other, added] = seen.try_emplace(std::move(same), &document); !added)
            tell(document, fmt::format("metadata: a second document for {}; the first is in {}",
                                       shown(document.key), other->second->file));
        std::string text = in_farm.contains(document.key) ? "" : check_key(*kind, document, all_sites);
        if (kind->form != Form::listed && !document.previous_name.empty())
            text = fmt::format("metadata.previousName: there is only one '{}'; leave it out", kind->name);
        const bool is_new =
            there && !in_farm.contains(document.key) && !in_farm.contains(former_key(document));
        if (text.empty() && is_new && kind->form == Form::listed)
            text = check_new(*kind, document,
                             [&](const Key& key) { return in_farm.contains(key) || known.contains(key); });
        if (!text.empty()) tell(document, text);
        const auto site = std::ranges::find(sites, document.key.site, &Named::name);
        Checker checker(document, names, site == sites.end() ? "" : site->id, made, others);
        std::ranges::move(checker.run(*kind), std::back_inserter(problems));
    }
    std::ranges::move(check_circles(farm, documents), std::back_inserter(problems));
    return problems;
}

}  // namespace rasctl::state
