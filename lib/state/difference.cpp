#include "state/difference.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "json/path_step.hpp"
#include "json/writer.hpp"

namespace rasctl::state {
namespace {

using json::Value;

// Numbers of one value are one, however they are spelt; maps of the same members too, in any order.
bool is_same(const Value& one, const Value& other) {
    if (one.is_number() && other.is_number()) return one == other || one.to_double() == other.to_double();
    if (one.is_array() && other.is_array()) {
        const json::Array &left = one.as_array(), &right = other.as_array();
        if (left.size() != right.size()) return false;
        for (std::size_t i = 0; i < left.size(); ++i)
            if (!is_same(left[i], right[i])) return false;
        return true;
    }
    if (one.is_object() && other.is_object()) {
        if (one.as_object().size() != other.as_object().size()) return false;
        for (const json::Member& member : one.as_object()) {
            const Value* same = other.find(member.name);
            if (same == nullptr || !is_same(member.value, *same)) return false;
        }
        return true;
    }
    return one == other;
}

void walk(const json::Object& before, const json::Object& after, const std::string& prefix, Absence absence,
          std::vector<FieldChange>& changes) {
    for (const json::Member& member : after) {
        const std::string path = prefix + json::path_step(member.name);
        const Value* former = before.find(member.name);
        // What nobody tells cannot differ, whatever its variable is called, or whether a document says it.
        if (is_placeholder(former ? *former : member.value)) continue;
        if (former == nullptr && member.value.is_null()) continue;
        if (former == nullptr) {
            changes.push_back({path, std::nullopt, member.value});
        } else if (former->is_object() && member.value.is_object()) {
            walk(former->as_object(), member.value.as_object(), path + ".", absence, changes);
        } else if (absence == Absence::means_nothing ? !is_met(*former, member.value)
                                                     : !is_same(*former, member.value)) {
            changes.push_back({path, *former, member.value});
        }
    }
    if (absence == Absence::means_nothing) return;
    for (const json::Member& member : before)
        if (after.find(member.name) == nullptr)
            changes.push_back({prefix + json::path_step(member.name), member.value, std::nullopt});
}

std::vector<FieldChange> all_of(const json::Object& spec, bool before) {
    std::vector<FieldChange> changes;
    for (const json::Member& member : spec) {
        FieldChange change{.path = json::path_step(member.name)};
        (before ? change.before : change.after) = member.value;
        changes.push_back(std::move(change));
    }
    return changes;
}

}  // namespace

std::string_view word_of(Act act) {
    return act == Act::create ? "create" : act == Act::update ? "update" : "delete";
}

bool is_placeholder(const Value& value) {
    return value.is_string() && value.as_string().starts_with("${") && value.as_string().ends_with('}');
}

bool is_met(const Value& before, const Value& wanted) {
    if (is_placeholder(before)) return true;
    if (before.is_array() && wanted.is_array())
        return std::ranges::equal(before.as_array(), wanted.as_array(), is_met);
    if (!before.is_object() || !wanted.is_object()) return is_same(before, wanted);
    return std::ranges::all_of(wanted.as_object(), [&](const json::Member& member) {
        const Value* former = before.find(member.name);
        return former != nullptr ? is_met(*former, member.value) : member.value.is_null();
    });
}

std::vector<FieldChange> compare(const json::Object& before, const json::Object& after, Absence absence) {
    std::vector<FieldChange> changes;
    walk(before, after, "", absence, changes);
    return changes;
}

std::vector<Change> compare(const std::vector<Document>& before, const std::vector<Document>& after,
                            Absence absence, bool removes) {
    std::map<Key, const Document*> former;
    for (const Document& document : before) former.emplace(document.key, &document);
    std::set<const Document*> met;
    std::vector<Change> changes;
    for (const Document& document : after) {
        auto found = former.find(document.key);
        std::string previous;
        if (found == former.end() && !document.previous_name.empty()) {
            Key key = document.key;
            key.name = document.previous_name;
            found = former.find(key);
            if (found != former.end()) previous = document.previous_name;
        }
        if (found == former.end()) {
            changes.push_back(
                {Act::create, document.key, {}, all_of(document.spec, false), nullptr, &document});
            continue;
        }
        met.insert(found->second);
        auto fields = compare(found->second->spec, document.spec, absence);
        if (!fields.empty() || !previous.empty())
            changes.push_back(
                {Act::update, document.key, previous, std::move(fields), found->second, &document});
    }
    for (auto document = before.rbegin(); removes && document != before.rend(); ++document)
        if (!met.contains(&*document))
            changes.push_back(
                {Act::remove, document->key, {}, all_of(document->spec, true), &*document, nullptr});
    return changes;
}

std::string shown_value(const Value& value) {
    return value.is_string() && !value.as_string().empty() ? value.as_string() : json::write(value);
}

Value to_json(const Change& change) {
    json::Object shown;
    shown.append("change", word_of(change.act));
    shown.append("kind", change.key.kind);
    shown.append("site", change.key.site.empty() ? Value() : Value(change.key.site));
    shown.append("name", change.key.name.empty() ? Value() : Value(change.key.name));
    if (change.key.occurrence > 1) shown.append("occurrence", std::uint64_t{change.key.occurrence});
    if (!change.previous_name.empty()) shown.append("previousName", change.previous_name);
    json::Array fields;
    for (const FieldChange& field : change.fields) {
        json::Object entry;
        entry.append("path", field.path);
        entry.append("old", field.before.value_or(Value()));
        entry.append("new", field.after.value_or(Value()));
        fields.emplace_back(std::move(entry));
    }
    shown.append("fields", std::move(fields));
    return shown;
}

}  // namespace rasctl::state
