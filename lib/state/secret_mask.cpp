#include "state/secret_mask.hpp"

#include "state/spec_walk.hpp"

namespace rasctl::state {
namespace {

using json::Value;

void mask(catalog::Field field, Value& value) {
    if (field.secret()) {
        if (!value.is_null() && !is_placeholder(value)) value = "***";
        return;
    }
    if (value.is_array())
        for (Value& element : value.as_array()) mask(field, element);
    const auto schema = value.is_object() ? field.type().schema() : std::nullopt;
    if (!schema) return;
    for (json::Member& member : value.as_object())
        if (const auto inner = schema->field(member.name)) mask(*inner, member.value);
}

Value masked(const Kind& kind, json::Object spec) {
    for_each_value(
        kind, spec,
        [](const KindField& field, const std::string&, Value& value) { mask(field.field, value); },
        [](const Kind&, Value&) {});
    return spec;
}

}  // namespace

std::vector<Change> without_secrets(const Kinds& kinds, std::vector<Change> changes) {
    for (Change& change : changes) {
        const Kind* kind = kinds.find(change.key.kind);
        if (kind == nullptr) continue;
        const Value before = change.before ? masked(*kind, change.before->spec) : Value();
        const Value after = change.after ? masked(*kind, change.after->spec) : Value();
        for (FieldChange& field : change.fields) {
            if (const Value* shown = json::at_path(before, field.path); shown && field.before)
                field.before = *shown;
            if (const Value* shown = json::at_path(after, field.path); shown && field.after)
                field.after = *shown;
        }
    }
    return changes;
}

}  // namespace rasctl::state
