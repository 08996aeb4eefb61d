#include "inventory/comparison.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

#include "error/try.hpp"

namespace rasctl::inventory {
namespace {

using json::Array;
using json::Value;

const Array& list_in(const Value& object, std::string_view name) {
    static const Array none;
    const Value* list = object.find(name);
    return list && list->is_array() ? list->as_array() : none;
}

std::string text_in(const Value& object, std::string_view name) {
    const Value* value = object.find(name);
    return value ? value->scalar_text() : std::string();
}

// One object of either document: what is set of it, by name, in the order in which it is shown.
struct Known {
    std::string kind, site, name;
    std::vector<std::pair<std::string, std::string>> fields{};

    const std::string* find(const std::string& field) const {
        for (const auto& [known, value] : fields)
            if (known == field) return &value;
        return nullptr;
    }
};

// The objects of a document by what tells them apart.
class Objects {
  public:
    explicit Objects(const Value& document) {
        for (const Value& chapter : list_in(document, "chapters")) {
            for (const Value& table : list_in(chapter, "tables")) add_table(table);
            add_items(list_in(chapter, "published"), "");
        }
    }

    const Known* find(const std::string& key) const {
        const auto found = places_.find(key);
        return found == places_.end() ? nullptr : &objects_[found->second].second;
    }
    const std::vector<std::pair<std::string, Known>>& all() const { return objects_; }
    // Whether the document tells of such objects at all.
    bool knows_kind(const std::string& kind) const { return kinds_.contains(kind); }

  private:
    void add_table(const Value& table) {
        if (text_in(table, "live") == "true") return;
        const std::string kind = text_in(table, "title");
        kinds_.insert(kind);
        std::set<std::string> live;
        for (const Value& column : list_in(table, "columns"))
            if (text_in(column, "live") == "true") live.insert(text_in(column, "key"));
        for (const Value& object : list_in(table, "objects")) {
            std::string name = text_in(object, "name");
            if (name.empty()) name = text_in(object, "id");
            Known known{.kind = kind, .site = text_in(object, "site"), .name = std::move(name)};
            if (const Value* fields = object.find("fields"); fields && fields->is_object())
                for (const json::Member& field : fields->as_object())
                    if (!live.contains(field.name))
                        known.fields.emplace_back(field.name, field.value.scalar_text());
            for (const Value& setting : list_in(object, "settings"))
                known.fields.emplace_back(text_in(setting, "field"), text_in(setting, "value"));
            add(std::move(known));
        }
    }

    void add_items(const Array& items, const std::string& folder) {
        if (!items.empty() || folder.empty()) kinds_.insert("published");
        for (const Value& item : items) {
            const std::string name = folder + text_in(item, "name");
            Known known{.kind = "published", .site = {}, .name = name};
            for (const char* field : {"type", "state", "who", "description"})
                known.fields.emplace_back(field, text_in(item, field));
            add(std::move(known));
            add_items(list_in(item, "inside"), name + "/");
        }
    }

    // Two of one name are told apart by their order.
    void add(Known known) {
        const std::string base = known.kind + '\0' + known.site + '\0' + known.name;
        std::string key = base;
        for (std::size_t number = 2; places_.contains(key); ++number)
            key = fmt::format("{}{}{}", base, '\0', number);
        places_.emplace(key, objects_.size());
        objects_.emplace_back(std::move(key), std::move(known));
    }

    std::vector<std::pair<std::string, Known>> objects_;
    std::map<std::string, std::size_t> places_;
    std::set<std::string> kinds_;
};

Change change_of(const Known& known, std::string act) {
    return {.act = std::move(act), .kind = known.kind, .site = known.site, .name = known.name};
}

void compare_fields(const Known& before, const Known& after, std::vector<Change>& changes) {
    const auto add = [&](const std::string& field, const std::string& old, const std::string& now) {
        Change change = change_of(after, "changed");
        change.field = field;
        change.before = old;
        change.after = now;
        changes.push_back(std::move(change));
    };
    // A setting that is not listed has its default.
    for (const auto& [field, value] : after.fields) {
        const std::string* old = before.find(field);
        if (old == nullptr || *old != value) add(field, old ? *old : "(default)", value);
    }
    for (const auto& [field, value] : before.fields)
        if (after.find(field) == nullptr) add(field, value, "(default)");
}

}  // namespace

Result<> check_former(const Value& former, const std::string& named) {
    const Value* form = former.find("inventory");
    if (form != nullptr && form->to_int64() == 1) return {};
    return Error{.exit_code = ExitCode::usage,
                 .what = fmt::format("{} is no inventory", named),
                 .why = "it has no member \"inventory\" with the number 1",
                 .hint = "write one with: rasctl inventory -o json --output-file farm.json"};
}

Result<Comparison> compare(const Value& former, const Document& document, const std::string& named) {
    TRY(check_former(former, named));
    const Objects before(former), after(to_json(document));
    Comparison comparison{.with = named};
    const std::string read_at = text_in(former, "readAt");
    if (!read_at.empty()) comparison.with += fmt::format(", read at {}", read_at);
    for (const auto& [key, known] : after.all()) {
        const Known* old = before.find(key);
        if (old != nullptr)
            compare_fields(*old, known, comparison.changes);
        else if (before.knows_kind(known.kind))
            comparison.changes.push_back(change_of(known, "added"));
    }
    // What could not be read this time is not gone.
    for (const auto& [key, known] : before.all())
        if (after.find(key) == nullptr && after.knows_kind(known.kind))
            comparison.changes.push_back(change_of(known, "removed"));
    return comparison;
}

}  // namespace rasctl::inventory
