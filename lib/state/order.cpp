#include "state/order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "error/try.hpp"
#include "farm/operation_choice.hpp"
#include "state/folder.hpp"
#include "state/snapshot.hpp"
#include "text/letter_case.hpp"

namespace rasctl::state {
namespace {

using json::Value;

// Every text in a value: one of them may be a name.
void collect_texts(const Value& value, std::set<std::string>& texts) {
    if (value.is_string()) {
        const std::string& text = value.as_string();
        texts.insert(folded(text.starts_with("name:") ? text.substr(5) : text));
    }
    if (value.is_array())
        for (const Value& element : value.as_array()) collect_texts(element, texts);
    if (value.is_object())
        for (const json::Member& member : value.as_object()) collect_texts(member.value, texts);
}

// What has a place among others is made from the first to the last, so that none is pushed aside later.
void sort_by_place(std::vector<Change>& changes) {
    const auto place_of = [](const Change& change) {
        const json::Member* place = change.after ? place_member(change.after->spec) : nullptr;
        return place ? place->value.to_double().value_or(0) : 0.0;
    };
    for (auto first = changes.begin(); first != changes.end();) {
        const auto last = std::find_if(first, changes.end(), [&](const Change& change) {
            return change.act != first->act || change.key.kind != first->key.kind ||
                   change.key.site != first->key.site;
        });
        std::ranges::stable_sort(first, last, {}, place_of);
        first = last;
    }
}

class Order {
  public:
    Order(const Kinds& kinds, std::vector<Change> changes, int version)
        : kinds_(kinds), changes_(std::move(changes)), version_(version), state_(changes_.size()) {
        sort_by_place(changes_);
        for (std::size_t i = 0; i < changes_.size(); ++i)
            if (changes_[i].act != Act::remove) made_[folded(changes_[i].key.name)].push_back(i);
    }

    Result<std::vector<Change>> run() {
        for (std::size_t i = 0; i < changes_.size(); ++i)
            if (changes_[i].act != Act::remove) TRY(visit(i));
        std::vector<std::size_t> removals = removals_in_order();
        std::ranges::copy(removals, std::back_inserter(ordered_));
        std::vector<Change> ordered;
        for (const std::size_t i : ordered_) ordered.push_back(std::move(changes_[i]));
        return ordered;
    }

  private:
    enum class State { untouched, entered, done };

    // Changes that must come first.
    std::set<std::size_t> needs(std::size_t i, const json::Object& spec) {
        std::set<std::size_t> needed;
        const Kind* kind = kinds_.find(changes_[i].key.kind);
        if (kind == nullptr) return needed;
        std::vector<std::string> refers;
        collect_references(*kind, refers);
        std::set<std::string> texts{folded(changes_[i].key.site)};
        collect_texts(Value(spec), texts);
        for (const std::string& text : texts) {
            const auto made = made_.find(text);
            if (text.empty() || made == made_.end()) continue;
            for (const std::size_t other : made->second) {
                const Kind* referred = kinds_.find(changes_[other].key.kind);
                const bool is_site = changes_[other].key.kind == "site";
                if (other == i || referred == nullptr) continue;
                if (is_site || std::ranges::any_of(refers, [&](const std::string& one) {
                        return fills(*referred, one, version_);
                    }))
                    needed.insert(other);
            }
        }
        return needed;
    }

    Result<> visit(std::size_t i) {
        if (state_[i] == State::done) return {};
        if (state_[i] == State::entered) {
            // One that is there already can wait for its change.
            if (changes_[i].act == Act::update) return {};
            return Error{.exit_code = ExitCode::usage,
                         .what = fmt::format("{} needs itself", shown(changes_[i].key)),
                         .why = "documents refer to each other in a circle, and none can be made first",
                         .hint = "leave one of the references out, apply, and put it back",
                         .details = circle_from(i)};
        }
        state_[i] = State::entered;
        entered_.push_back(i);
        for (const std::size_t other : needs(i, changes_[i].after->spec)) TRY(visit(other));
        entered_.pop_back();
        state_[i] = State::done;
        ordered_.push_back(i);
        return {};
    }

    // Where the documents stand that lead back to this one.
    std::vector<std::string> circle_from(std::size_t i) const {
        std::vector<std::string> places;
        for (auto at = std::ranges::find(entered_, i); at != entered_.end(); ++at)
            places.push_back(problem_in(*changes_[*at].after, "metadata.name", "is one of the circle"));
        return places;
    }

    // What refers goes before what it refers to: the other way round.
    std::vector<std::size_t> removals_in_order() {
        std::vector<std::size_t> removals;
        made_.clear();
        for (std::size_t i = 0; i < changes_.size(); ++i)
            if (changes_[i].act == Act::remove) made_[folded(changes_[i].key.name)].push_back(i);
        const auto add = [&](auto& self, std::size_t i) -> void {
            if (state_[i] != State::untouched) return;
            state_[i] = State::entered;
            for (const std::size_t other : needs(i, changes_[i].before->spec)) self(self, other);
            state_[i] = State::done;
            removals.push_back(i);
        };
        for (std::size_t i = 0; i < changes_.size(); ++i)
            if (changes_[i].act == Act::remove) add(add, i);
        std::ranges::reverse(removals);
        return removals;
    }

    const Kinds& kinds_;
    std::vector<Change> changes_;
    int version_;
    std::vector<State> state_;
    std::map<std::string, std::vector<std::size_t>> made_;
    std::vector<std::size_t> entered_, ordered_;
};

}  // namespace

bool fills(const Kind& kind, std::string_view refers, int version) {
    const auto noun = kind.noun.catalog().noun_of_kind(refers);
    if (!noun || !kind.list) return false;
    if (*noun == kind.noun) return true;
    const auto list = kind.noun.catalog().command(fmt::format("{} list", noun->name()));
    const auto choice = list ? farm::choose_operation(*list, 0, version) : Result<farm::Choice>(Error{});
    if (!choice) return false;
    if (choice->operation.index() == kind.list->index()) return true;
    // A published folder is a published item too: its path lies in their collection.
    const auto& object = kind.update ? kind.update : kind.remove;
    return object && bare_path(object->path()).starts_with(bare_path(choice->operation.path()) + "/{}");
}

Result<std::vector<Change>> in_order(const Kinds& kinds, std::vector<Change> changes, int version) {
    return Order(kinds, std::move(changes), version).run();
}

}  // namespace rasctl::state
