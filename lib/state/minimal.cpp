#include "state/minimal.hpp"

#include "json/reader.hpp"
#include "state/value_form.hpp"

namespace rasctl::state {
namespace {

bool is_default(const KindField& field, const json::Value& value) {
    if (field.required || field.field.default_json().empty()) return false;
    const auto usual = json::parse(field.field.default_json());
    static const Names no_names;
    return usual && to_document(field.field, *usual, no_names, "") == value;
}

bool is_without_effect(const KindField& field, const json::Object& spec) {
    const auto governs = field.field.governed_by();
    const json::Value* on = governs ? spec.find(governs->name()) : nullptr;
    return on != nullptr && on->is_bool() && on->as_bool();
}

}  // namespace

json::Object minimal_spec(const Kind& kind, const json::Object& spec) {
    json::Object small;
    for (const json::Member& member : spec) {
        const KindField* field = kind.field(member.name);
        if (field != nullptr && (is_default(*field, member.value) || is_without_effect(*field, spec)))
            continue;
        small.append(member.name, member.value);
    }
    return small;
}

}  // namespace rasctl::state
