#include "state/circle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "state/curated.hpp"
#include "state/folder.hpp"
#include "state/order.hpp"
#include "text/letter_case.hpp"

namespace rasctl::state {
namespace {

// The field that says in which other object of its own kind an object lies; null where none does.
const KindField* place_within(const Kind& kind, int version) {
    const auto found = std::ranges::find_if(kind.fields, [&](const KindField& field) {
        return is_place_within(field.field.name()) && fills(kind, field.field.refers(), version);
    });
    return found == kind.fields.end() ? nullptr : &*found;
}

// An object is told by its ID, one that is to be made by its name.
std::string told_by_id(const std::string& id) {
    return "id:" + id;
}
std::string told_by_name(const std::string& name) {
    return "name:" + folded(name);
}

// In what each object of one kind is to lie.
class Tree {
  public:
    Tree(const CheckedFarm& farm, const Kind& kind, const KindField& within) : farm_(farm), within_(within) {
        for (std::size_t i = 0; farm.there && i < farm.there->objects.size(); ++i) {
            const Object& object = farm.there->objects[i];
            if (object.kind != &kind) continue;
            ids_.emplace(object.key, object.thing.id);
            if (const json::Value* above = json::at_path(object.thing.row, within.place))
                above_[told_by_id(object.thing.id)] = told_by_id(above->scalar_text());
        }
    }

    void put(const Document& document) {
        const std::string here = told(document);
        names_[here] = document.key.name;
        if (const json::Value* wanted = document.spec.find(within_.field.name()))
            above_[here] = meant(wanted->scalar_text());
    }

    // "A in B in A", or nothing.
    std::string circle(const Document& document) const {
        const std::string start = told(document);
        std::string text = document.key.name, at = start;
        for (std::size_t steps = 0; steps <= above_.size(); ++steps) {
            const auto next = above_.find(at);
            if (next == above_.end()) return {};
            at = next->second;
            text += " in " + name_of(at);
            if (at == start) return text;
        }
        return {};  // it lies in a circle that others make
    }

  private:
    std::string told(const Document& document) const {
        Key former = document.key;
        if (!document.previous_name.empty()) former.name = document.previous_name;
        for (const Key& key : {document.key, former})
            if (const auto found = ids_.find(key); found != ids_.end()) return told_by_id(found->second);
        return told_by_name(document.key.name);
    }

    std::string meant(const std::string& text) const {
        const auto id = farm_.names.id_of(within_.field.refers(), text, "");
        return id ? told_by_id(*id) : told_by_name(text.starts_with("name:") ? text.substr(5) : text);
    }

    std::string name_of(const std::string& told) const {
        if (const auto named = names_.find(told); named != names_.end()) return named->second;
        const auto& all = farm_.names.of(within_.field.refers());
        const auto found =
            std::ranges::find_if(all, [&](const Named& one) { return told_by_id(one.id) == told; });
        return found == all.end() ? told : found->name;
    }

    const CheckedFarm& farm_;
    const KindField& within_;
    std::map<Key, std::string> ids_{};
    std::map<std::string, std::string> above_{}, names_{};
};

}  // namespace

std::vector<std::string> check_circles(const CheckedFarm& farm, const std::vector<Document>& documents) {
    std::vector<std::string> problems;
    for (const Kind& kind : farm.kinds.all()) {
        const KindField* within = place_within(kind, farm.version);
        if (within == nullptr) continue;
        Tree tree(farm, kind, *within);
        std::vector<const Document*> placed;
        for (const Document& document : documents)
            if (document.key.kind == kind.name) placed.push_back(&document);
        for (const Document* document : placed) tree.put(*document);
        for (const Document* document : placed) {
            const std::string name(within->field.name());
            const std::string circle = document->spec.find(name) ? tree.circle(*document) : "";
            if (!circle.empty())
                problems.push_back(
                    problem_in(*document, "spec." + name,
                               fmt::format("would lie in itself: {}; name another one", circle)));
        }
    }
    return problems;
}

}  // namespace rasctl::state
