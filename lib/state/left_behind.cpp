#include "state/left_behind.hpp"

#include "state/order.hpp"

namespace rasctl::state {

Names names_left(const Kinds& kinds, const Snapshot& snapshot, const std::vector<Change>& changes,
                 int version) {
    Names names = snapshot.names;
    std::vector<std::string> refers;
    for (const Kind& kind : kinds.all()) collect_references(kind, refers);
    for (const Change& change : changes) {
        const Object* object = change.act == Act::remove ? snapshot.find(change.key) : nullptr;
        if (object == nullptr) continue;
        for (const std::string& one : refers)
            if (fills(*object->kind, one, version)) names.remove(one, object->thing.id);
    }
    return names;
}

}  // namespace rasctl::state
