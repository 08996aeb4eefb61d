#include "commands/run/inventory/published_tree.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "commands/run/inventory/row_text.hpp"
#include "farm/row_member.hpp"

namespace rasctl::commands {
namespace {

using farm::text_of;
using json::Value;

class Tree {
  public:
    explicit Tree(const FarmReading& reading)
        : list_(reading.answers.find(item_list)), names_(reading.answers) {
        if (list_ == nullptr) return;
        for (const ReachedItem& item : judge_items(reading.answers, reading.filters, farm::Person{}))
            reached_.emplace(item.id, item.verdict);
        std::set<std::string> ids;
        for (const Value& row : list_->rows()) ids.insert(text_of(row, "id"));
        for (const Value& row : list_->rows()) {
            const std::string parent = text_of(row, "parentId");
            // What hangs on nothing hangs on the root, so that it is not lost.
            inside_[ids.contains(parent) && parent != text_of(row, "id") ? parent : std::string()].push_back(
                &row);
        }
    }

    std::vector<inventory::Item> items() {
        if (list_ == nullptr) return {};
        auto items = items_of("");
        // Folders that hold each other are in none that is reached from the root.
        for (const Value& row : list_->rows())
            if (!shown_.contains(text_of(row, "id"))) items.push_back(item_of(row));
        return items;
    }

  private:
    std::vector<inventory::Item> items_of(const std::string& parent) {
        std::vector<inventory::Item> items;
        const auto found = inside_.find(parent);
        if (found == inside_.end()) return items;
        for (const Value* row : found->second)
            if (!shown_.contains(text_of(*row, "id"))) items.push_back(item_of(*row));
        return items;
    }

    inventory::Item item_of(const Value& row) {
        inventory::Item item{.id = text_of(row, "id"), .name = text_of(row, "name")};
        shown_.insert(item.id);
        item.type = in_words(row, "type");
        item.description = text_of(row, "description");
        const std::string mode = in_words(row, "enabledMode");
        const bool is_off = mode.empty() ? text_of(row, "enabled") == "false" : mode != "Enabled";
        if (is_off) {
            item.state = mode.empty() ? "Disabled" : mode;
            item.meaning = inventory::Meaning::attention;
        }
        if (const auto verdict = reached_.find(item.id); verdict != reached_.end()) {
            if (verdict->second.reach == farm::Reach::no)
                item.who = "nobody: " + verdict->second.why;
            else
                item.who = verdict->second.why;
        }
        item.inside = items_of(item.id);
        return item;
    }

    std::string in_words(const Value& row, std::string_view member) const {
        const Value* value = farm::member_of(row, member);
        if (value == nullptr) return {};
        return value_text(*value, field_at(list_->operation.response().schema(), member), names_);
    }

    const Answer* list_;
    ObjectNames names_;
    std::map<std::string, farm::Verdict> reached_;
    std::map<std::string, std::vector<const Value*>> inside_;
    std::set<std::string> shown_;
};

}  // namespace

std::vector<inventory::Item> published_tree(const FarmReading& reading) {
    return Tree(reading).items();
}

}  // namespace rasctl::commands
