// From what was read to what a document says.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <limits>

#include "farm/row_member.hpp"
#include "json/writer.hpp"
#include "state/member_entry.hpp"
#include "state/snapshot.hpp"
#include "state/told_reference.hpp"
#include "state/value_form.hpp"

namespace rasctl::state {
namespace {

using json::Value;

const Value* value_at(const Value& row, const KindField& field) {
    if (!field.shown()) return nullptr;
    if (const Value* value = json::at_path(row, field.place)) return value;
    // Letter case is the server's own.
    return field.place.find('.') == std::string::npos ? farm::member_of(row, field.place) : nullptr;
}

// Sets below the steps, making maps on the way.
json::Object& map_at(json::Object& spec, const std::vector<std::string>& steps, std::size_t count) {
    json::Object* at = &spec;
    for (std::size_t i = 0; i < count; ++i) {
        Value* next = at->find(steps[i]);
        if (next == nullptr) next = &at->append(steps[i], json::Object{});
        if (!next->is_object()) *next = json::Object{};
        at = &next->as_object();
    }
    return *at;
}

// "${PROVIDER_VCENTER1_PASSWORD}": where apply gets a secret from that no server tells.
std::string placeholder(const Kind& kind, const std::string& name, std::string_view field) {
    std::string text = "${";
    for (const char c : fmt::format("{}_{}_{}", kind.name, name, field))
        text += std::isalnum(static_cast<unsigned char>(c)) != 0 ? static_cast<char>(std::toupper(c)) : '_';
    return text + "}";
}

// `owner` is the name of what the object is a part of, for a listed one.
void add_fields(json::Object& spec, const Kind& kind, const Value& row, const Names& names,
                const std::string& site_id, const std::string& owner) {
    for (const KindField& field : kind.fields) {
        if (field.field.secret() || field.is_asked_for()) {
            const std::string name = farm::text_of(row, kind.identity);
            if (field.creates && kind.form == Form::listed)
                spec.set(field.field.name(),
                         placeholder(kind, owner.empty() ? name : owner + "_" + name, field.field.name()));
            continue;
        }
        const Value* value = value_at(row, field);
        if (value == nullptr || value->is_null()) continue;
        // Nothing is there, and nothing can be written to say so.
        if (value->is_string() && value->as_string().empty() && field.field.minimum_length().value_or(0) > 0)
            continue;
        const std::string refers = row.is_object() ? refers_to(kind, field, row.as_object()) : std::string();
        spec.set(field.field.name(), to_document(field.field, *value, names, site_id, refers));
    }
}

// Members have no order of their own.
void sort_members(json::Array& members) {
    std::ranges::sort(members, {}, [](const Value& member) { return json::write(member); });
}

// By the place that each says; one that is new, and says none, is made last. Without places the order says
// nothing, and names are as good as any.
void sort_entries(const Kind& part, json::Array& entries) {
    const auto key = [&](const Value& entry) {
        const json::Member* place = entry.is_object() ? place_member(entry.as_object()) : nullptr;
        const bool has_places = part.field("priority") != nullptr || part.field("order") != nullptr;
        const double last = std::numeric_limits<double>::max();
        const Value* name = !has_places && entry.is_object() ? entry.find(part.identity) : nullptr;
        return std::pair(place ? place->value.to_double().value_or(last) : last,
                         name ? name->scalar_text() : std::string());
    };
    if (!part.identity.empty()) std::ranges::stable_sort(entries, {}, key);
}

json::Array part_list(const Kind& part, const std::vector<Thing>& things, const Names& names,
                      const std::string& site_id, const std::string& owner) {
    json::Array list;
    for (const Thing& thing : things) {
        if (part.form == Form::members) {
            list.push_back(member_of_document(part, thing.row, names, site_id));
            continue;
        }
        json::Object entry;
        if (!thing.name.empty()) entry.append(part.identity, thing.name);
        for (const json::Member& member : spec_of(part, thing, names, site_id, owner))
            entry.append(member.name, member.value);
        list.emplace_back(std::move(entry));
    }
    if (part.form == Form::members)
        sort_members(list);
    else
        sort_entries(part, list);
    return list;
}

// The only text in a row besides its ID, for lists whose answers spell their one field another way.
const Value* only_text(const Value& row) {
    const Value* found = nullptr;
    if (!row.is_object()) return nullptr;
    for (const json::Member& member : row.as_object()) {
        if (!member.value.is_string() || member.name == "id") continue;
        if (found != nullptr) return nullptr;
        found = &member.value;
    }
    return found;
}

}  // namespace

const json::Member* place_member(const json::Object& spec) {
    for (const json::Member& member : spec)
        if (member.name == "order" || member.name == "priority") return &member;
    return nullptr;
}

Value member_of_document(const Kind& part, const Value& row, const Names& names, const std::string& site_id) {
    if (const KindField* only = only_field(part)) {
        const KindField& field = *only;
        const std::string refers = refers_to(part, field, {});
        // The field holds the whole list, whose members are IDs of the rows.
        if (part.replaces) {
            const Value id = row.is_object() ? Value(farm::text_of(row, "id")) : row;
            const Value names_list = to_document(field.field, json::Array(1, id), names, site_id);
            return names_list.is_array() && !names_list.as_array().empty() ? names_list.as_array().front()
                                                                           : id;
        }
        if (!row.is_object()) return to_document(field.field, row, names, site_id, refers);
        const Value* value = value_at(row, field);
        if (value == nullptr && !part.noun.identity().empty())
            value = farm::member_of(row, part.noun.identity());
        if (value == nullptr) value = only_text(row);
        if (value != nullptr) return to_document(field.field, *value, names, site_id, refers);
    }
    if (!row.is_object()) return row;
    json::Object entry;
    add_fields(entry, part, row, names, site_id, {});
    return entry;
}

void sort_lists(const Kind& kind, json::Object& spec) {
    if (kind.form == Form::members)
        if (Value* entries = spec.find("entries"); entries && entries->is_array())
            sort_members(entries->as_array());
    for (const Kind& part : kind.parts) {
        json::Object* at = &spec;
        for (std::size_t i = 0; at != nullptr && i < part.step.size(); ++i) {
            Value* next = at->find(part.step[i]);
            const bool last = i + 1 == part.step.size();
            at = nullptr;
            if (next && next->is_object() && (!last || part.form == Form::single)) at = &next->as_object();
            if (!next || !last || !next->is_array()) continue;
            if (part.form == Form::members)
                sort_members(next->as_array());
            else
                sort_entries(part, next->as_array());
            for (Value& entry : next->as_array())
                if (part.form == Form::listed && entry.is_object()) sort_lists(part, entry.as_object());
        }
        if (at != nullptr && part.form == Form::single) sort_lists(part, *at);
    }
}

json::Object spec_of(const Kind& kind, const Thing& thing, const Names& names, const std::string& site_id,
                     const std::string& owner) {
    json::Object spec;
    if (kind.form == Form::members) {
        json::Array entries;
        for (const Value& row : rows_of(thing.row))
            entries.push_back(member_of_document(kind, row, names, site_id));
        sort_members(entries);
        spec.append("entries", std::move(entries));
        return spec;
    }
    add_fields(spec, kind, thing.row, names, site_id, owner);
    for (const Kind& part : kind.parts) {
        const auto things = thing.parts.find(part.name);
        if (things == thing.parts.end() || part.step.empty()) continue;
        if (part.form == Form::single) {
            if (things->second.empty()) continue;
            json::Object& map = map_at(spec, part.step, part.step.size());
            for (const json::Member& member : spec_of(part, things->second.front(), names, site_id))
                map.set(member.name, member.value);
        } else {
            json::Object& map = map_at(spec, part.step, part.step.size() - 1);
            map.set(part.step.back(), part_list(part, things->second, names, site_id, thing.name));
        }
    }
    return spec;
}

}  // namespace rasctl::state
