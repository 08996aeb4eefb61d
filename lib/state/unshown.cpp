#include "state/unshown.hpp"

#include <algorithm>

namespace rasctl::state {
namespace {

// Whether settings beside the fields, which are told of it too, hold what only creating it takes.
bool is_in_a_part(const Kind& kind, const KindField& field) {
    return !field.updates && std::ranges::any_of(kind.parts, [&](const Kind& part) {
        const KindField* own = part.form == Form::single ? part.field(field.field.name()) : nullptr;
        return own != nullptr && own->shown();
    });
}

void collect(const Kind& kind, std::vector<UnshownField>& found) {
    for (const KindField& field : kind.fields) {
        if (field.shown() || kind.form == Form::members || is_in_a_part(kind, field)) continue;
        if (field.is_asked_for() && kind.form == Form::listed) continue;
        UnshownField one{.noun = kind.name, .field = std::string(field.field.name()), .reason = {}};
        one.reason = field.field.secret() ? "a secret, which no answer shows"
                     : field.updates      ? "no answer shows it"
                                          : "only creating takes it, and no answer shows it";
        if (std::ranges::find(found, one) == found.end()) found.push_back(std::move(one));
    }
    for (const Kind& part : kind.parts) collect(part, found);
}

}  // namespace

std::vector<UnshownField> unshown_fields(const Kinds& kinds) {
    std::vector<UnshownField> found;
    for (const Kind& kind : kinds.all()) collect(kind, found);
    return found;
}

}  // namespace rasctl::state
