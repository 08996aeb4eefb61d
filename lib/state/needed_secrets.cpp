#include "state/needed_secrets.hpp"

#include <algorithm>

#include "state/spec_walk.hpp"

namespace rasctl::state {
namespace {

using json::Value;

Value* at_steps(json::Object& spec, const std::vector<std::string>& steps) {
    json::Object* at = &spec;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        Value* next = at->find(steps[i]);
        if (next == nullptr || i + 1 == steps.size()) return next;
        if (!next->is_object()) return nullptr;
        at = &next->as_object();
    }
    return nullptr;
}

// What the change adds to an object that is there: its own fields need no secret, nor do entries that it has.
json::Object added(const Kind& kind, const Change& change) {
    json::Object before = change.before->spec, after = change.after->spec;
    for (const KindField& field : kind.fields) after.erase(field.field.name());
    for (const Kind& part : kind.parts) {
        const Value* there = part.form == Form::listed ? at_steps(before, part.step) : nullptr;
        Value* wanted = there ? at_steps(after, part.step) : nullptr;
        if (wanted == nullptr || !wanted->is_array() || !there->is_array()) continue;
        std::erase_if(wanted->as_array(), [&](const Value& entry) {
            const Value* name = entry.find(part.identity);
            return name && std::ranges::any_of(there->as_array(), [&](const Value& one) {
                       const Value* same = one.find(part.identity);
                       return same && *same == *name;
                   });
        });
    }
    return after;
}

}  // namespace

std::string secret_name(const Value& placeholder) {
    const std::string& text = placeholder.as_string();
    return text.substr(2, text.size() - 3);
}

std::vector<std::string> secrets_needed(const Kinds& kinds, const std::vector<Change>& changes) {
    std::vector<std::string> names;
    for (const Change& change : changes) {
        const Kind* kind = change.act == Act::remove ? nullptr : kinds.find(change.key.kind);
        if (kind == nullptr) continue;
        json::Object spec = change.before ? added(*kind, change) : change.after->spec;
        for_each_value(
            *kind, spec,
            [&](const KindField& field, const std::string&, const Value& value) {
                if (field.is_asked_for() && is_placeholder(value)) names.push_back(secret_name(value));
            },
            [](const Kind&, const Value&) {});
    }
    return names;
}

}  // namespace rasctl::state
