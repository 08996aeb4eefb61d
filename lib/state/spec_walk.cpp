#include "state/spec_walk.hpp"

#include "state/member_entry.hpp"
#include "state/told_reference.hpp"

namespace rasctl::state {
namespace {

using json::Value;

class Walk {
  public:
    Walk(const VisitValue& value, const VisitName& name) : value_(value), name_(name) {}

    void whole(const Kind& kind, json::Object& spec) const {
        if (kind.form != Form::members) return object(kind, spec);
        if (Value* entries = spec.find("entries"); entries && entries->is_array())
            list(kind, entries->as_array());
    }

  private:
    void object(const Kind& kind, json::Object& spec) const {
        for (json::Member& member : spec)
            if (const KindField* field = kind.field(member.name))
                value_(*field, refers_to(kind, *field, spec), member.value);
        for (const Kind& part : kind.parts) {
            json::Object* at = &spec;
            for (std::size_t i = 0; at != nullptr && i + 1 < part.step.size(); ++i) {
                Value* next = at->find(part.step[i]);
                at = next && next->is_object() ? &next->as_object() : nullptr;
            }
            Value* own = at && !part.step.empty() ? at->find(part.step.back()) : nullptr;
            if (own == nullptr) continue;
            if (part.form == Form::single && own->is_object()) object(part, own->as_object());
            if (part.form != Form::single && own->is_array()) list(part, own->as_array());
        }
    }

    void list(const Kind& part, json::Array& entries) const {
        for (Value& entry : entries) {
            if (entry.is_object()) {
                if (Value* name = entry.as_object().find(part.identity); name && name->is_string())
                    name_(part, *name);
                object(part, entry.as_object());
            } else if (const KindField* only = only_field(part)) {
                value_(*only, refers_to(part, *only, {}), entry);
            }
        }
    }

    const VisitValue& value_;
    const VisitName& name_;
};

}  // namespace

void for_each_value(const Kind& kind, json::Object& spec, const VisitValue& value, const VisitName& name) {
    Walk(value, name).whole(kind, spec);
}

}  // namespace rasctl::state
