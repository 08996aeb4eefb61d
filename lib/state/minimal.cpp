#include "state/minimal.hpp"

#include <algorithm>

#include "json/reader.hpp"
#include "state/curated.hpp"
#include "state/value_form.hpp"

namespace rasctl::state {
namespace {

using json::Value;

bool is_default(const catalog::Field& field, const Value& value) {
    if (field.required() || field.default_json().empty()) return false;
    const auto usual = json::parse(field.default_json());
    static const Names no_names;
    return usual && to_document(field, *usual, no_names, "") == value;
}

// What creates an object says its defaults in the body; of what nothing creates, the answer that shows it
// does.
bool is_default(const Kind& kind, const KindField& field, const Value& value) {
    if (field.required) return false;
    if (field.creates || !field.field.default_json().empty()) return is_default(field.field, value);
    const auto shown = kind.reading().response().schema();
    const auto same = shown ? shown->field(field.place) : std::nullopt;
    return same && is_default(*same, value);
}

bool is_on(const json::Object& spec, std::string_view name) {
    const Value* on = name.empty() ? nullptr : spec.find(name);
    return on != nullptr && on->is_bool() && on->as_bool();
}

bool is_inherited(const std::string& name, const KindField* field, const json::Object& spec) {
    const auto governs = field ? field->field.governed_by() : std::nullopt;
    return (governs && is_on(spec, governs->name())) || is_on(spec, switch_over(name));
}

bool is_empty(const Value& value) {
    return (value.is_object() && value.as_object().empty()) || (value.is_array() && value.as_array().empty());
}

// The value without what is so anyway; apply keeps what a map leaves out. A list is always whole.
Value without_defaults(const catalog::Field& field, const Value& value) {
    const auto schema = value.is_object() ? field.type().schema() : std::nullopt;
    if (!schema) return value;
    json::Object kept;
    for (const json::Member& member : value.as_object()) {
        const auto inner = schema->field(member.name);
        if (inner && is_default(*inner, member.value)) continue;
        Value small = inner ? without_defaults(*inner, member.value) : member.value;
        if (small.is_object() && small.as_object().empty()) continue;
        kept.append(member.name, std::move(small));
    }
    return kept;
}

// Walks through a spec by the steps of its parts.
class Shortening {
  public:
    explicit Shortening(const Kind& owner) : owner_(owner) {}

    // `fields` is whose fields stand here: the object's own, or those of settings in it.
    json::Object map(const json::Object& members, const std::vector<std::string>& steps,
                     const Kind* fields) const {
        json::Object small;
        for (const json::Member& member : members) {
            const KindField* field = fields ? fields->field(member.name) : nullptr;
            if (is_inherited(member.name, field, members)) continue;
            if (field != nullptr) {
                if (is_default(*fields, *field, member.value)) continue;
                Value kept = without_defaults(field->field, member.value);
                if (!kept.is_object() || !kept.as_object().empty())
                    small.append(member.name, std::move(kept));
                continue;
            }
            std::vector<std::string> below(steps);
            below.push_back(member.name);
            Value kept = part(member.value, below, fields);
            if (!is_empty(kept)) small.append(member.name, std::move(kept));
        }
        return small;
    }

  private:
    Value part(const Value& value, const std::vector<std::string>& steps, const Kind* settings) const {
        const std::vector<std::string> own(1, steps.back());
        if (settings != nullptr && settings != &owner_)
            if (const Kind* found = part_at(*settings, own))
                return Shortening(*settings).whole(*found, value, own);
        if (const Kind* found = part_at(owner_, steps)) return whole(*found, value, steps);
        return value.is_object() ? Value(map(value.as_object(), steps, nullptr)) : value;
    }

    static const Kind* part_at(const Kind& owner, const std::vector<std::string>& steps) {
        const auto found = std::ranges::find(owner.parts, steps, &Kind::step);
        return found == owner.parts.end() ? nullptr : &*found;
    }

    Value whole(const Kind& part, const Value& value, const std::vector<std::string>& steps) const {
        if (part.form == Form::single && value.is_object()) return map(value.as_object(), steps, &part);
        if (part.form != Form::listed || !value.is_array()) return value;
        json::Array entries;
        for (const Value& entry : value.as_array())
            entries.push_back(entry.is_object() ? Value(Shortening(part).map(entry.as_object(), {}, &part))
                                                : entry);
        return entries;
    }

    const Kind& owner_;
};

}  // namespace

json::Object minimal_spec(const Kind& kind, const json::Object& spec) {
    if (kind.form == Form::members) return spec;
    return Shortening(kind).map(spec, {}, &kind);
}

}  // namespace rasctl::state
