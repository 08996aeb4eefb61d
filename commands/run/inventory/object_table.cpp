#include "commands/run/inventory/object_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "commands/run/inventory/changed_settings.hpp"
#include "farm/audience.hpp"
#include "farm/row_member.hpp"
#include "json/value.hpp"
#include "output/natural_order.hpp"

namespace rasctl::commands {
namespace {

using farm::text_of;
using inventory::Cell;
using inventory::Column;
using inventory::Table;
using json::Value;

// Where columns of the catalogue take their value from another list.
constexpr char joined_mark = '@';

bool names_the_object(std::string_view column, const catalog::Noun& noun) {
    constexpr std::array<std::string_view, 5> identities{"id", "siteId", "siteID", "name", "server"};
    return column == noun.identity() || std::ranges::find(identities, column) != identities.end();
}

// Changes from one moment to the next: a document that tells of it is never the same twice.
bool is_momentary(std::string_view column) {
    return column.ends_with("Load") || column.find("Time") != std::string_view::npos ||
           column.ends_with("Sessions") || column.ends_with("Connections") || column == "user" ||
           column.starts_with("idle");
}

bool is_number(const std::optional<catalog::Field>& field) {
    return field && field->refers().empty() &&
           (field->type().kind() == catalog::Kind::integer || field->type().kind() == catalog::Kind::number);
}

// A column and where it is from.
struct Source {
    Column column;
    std::string path;
    std::optional<catalog::Field> field{};
    bool from_status = false;
};

// Adds what the command's table shows, but for what is there already, of an object or of its state.
void add_sources(const catalog::Operation& operation, bool is_status, std::vector<Source>& sources) {
    std::vector<std::string_view> paths(operation.command().columns().begin(),
                                        operation.command().columns().end());
    if (!is_status) paths.emplace_back("description");
    const auto schema = operation.response().schema();
    for (const std::string_view path : paths) {
        if (path.empty() || path.front() == joined_mark || path == "timeLastMod") continue;
        if (names_the_object(path, operation.command().noun()) || (is_status && is_momentary(path))) continue;
        const auto field = field_at(schema, path);
        if (!field) continue;
        std::string label = label_of(path);
        if (std::ranges::any_of(sources, [&](const Source& one) { return one.column.label == label; }))
            continue;
        sources.push_back({.column = {.key = std::string(path),
                                      .label = std::move(label),
                                      .number = is_number(field),
                                      .live = is_status},
                           .path = std::string(path),
                           .field = field,
                           .from_status = is_status});
    }
}

// Members by a dotted path, whatever case the server writes their names in.
const Value* value_at(const Value& row, std::string_view path) {
    const auto dot = path.find('.');
    const Value* value = farm::member_of(row, path.substr(0, dot));
    return dot == std::string_view::npos || !value ? value : value_at(*value, path.substr(dot + 1));
}

Cell cell_of(const Source& source, const Value& row, const ObjectNames& names) {
    const Value* value = value_at(row, source.path);
    if (value == nullptr) return {};
    return {value_text(*value, source.field, names), meaning_of(*value, source.field)};
}

std::string site_of(const FarmReading& reading, const Value& row) {
    return reading.has_several_sites() ? reading.site_name(text_of(row, "siteId")) : std::string();
}

// Whom the rules that stand within the object let in.
std::optional<std::string> audience_of(const Value& row) {
    const Value* assignment = farm::member_of(row, "assignment");
    const Value* rules = assignment ? farm::member_of(*assignment, "rules") : nullptr;
    if (rules == nullptr || !rules->is_array()) return std::nullopt;
    const farm::Verdict verdict =
        farm::judge_rules(*rules, farm::default_allows(*assignment, false), farm::Person{});
    return verdict.why;
}

// Objects by their place in the farm's own order, where it has one.
struct Placed {
    const Value* row;
    std::optional<std::int64_t> order;
    std::string site, name;
};

std::vector<Placed> placed_rows(const FarmReading& reading, const Answer& list) {
    std::vector<Placed> placed;
    const catalog::Noun noun = list.operation.command().noun();
    for (const Value& row : list.rows()) {
        auto order = farm::number_of(row, "order");
        if (!order) order = farm::number_of(row, "priority");
        placed.push_back({&row, order, site_of(reading, row), row_name(noun, row)});
    }
    std::ranges::stable_sort(placed, [](const Placed& a, const Placed& b) {
        if (a.site != b.site) return output::natural_order(a.site, b.site) < 0;
        if (a.order != b.order) return a.order < b.order;
        return output::natural_order(a.name, b.name) < 0;
    });
    return placed;
}

std::string title_of(const catalog::Noun& noun) {
    // "RD Session Hosts" of "RD Session Hosts, where users' sessions run".
    const std::string_view summary = noun.summary();
    const std::size_t end = std::min({summary.find(':'), summary.find(", wh"), summary.find(", the ")});
    return std::string(summary.empty() ? noun.name() : summary.substr(0, end));
}

class TableMaker {
  public:
    TableMaker(const FarmReading& reading, const Answer& list, const ObjectNames& names)
        : reading_(reading), list_(list), names_(names) {
        const catalog::Command command = list.operation.command();
        const bool is_status = command.verb() == "status";
        table_.key = table_key(command.noun().name());
        table_.title = title_of(command.noun());
        table_.live = is_status;
        add_sources(list.operation, is_status, sources_);
        for (const Source& source : sources_) shown_.insert(source.path);
        if (!is_status) status_ = reading.answers.find(fmt::format("{} status", command.noun().name()));
        if (status_) add_sources(status_->operation, true, sources_);
        for (const std::string_view member : {"name", "server", "assignment", "order"})
            shown_.insert(std::string(member));
        shown_.insert(std::string(command.noun().identity()));
    }

    Table make() {
        index_status();
        for (const Source& source : sources_) table_.columns.push_back(source.column);
        const auto rows = placed_rows(reading_, list_);
        const bool has_audience =
            std::ranges::any_of(rows, [](const Placed& one) { return audience_of(*one.row).has_value(); });
        if (has_audience) table_.columns.push_back({.key = "for", .label = "For"});
        for (const Placed& placed : rows) {
            table_.objects.push_back(object_of(placed));
            if (has_audience)
                table_.objects.back().cells.push_back({audience_of(*placed.row).value_or(std::string())});
        }
        drop_empty_columns();
        return std::move(table_);
    }

  private:
    void index_status() {
        if (!status_) return;
        for (const Value& row : status_->rows()) states_.emplace(text_of(row, "id"), &row);
    }

    inventory::Object object_of(const Placed& placed) const {
        inventory::Object object{.id = text_of(*placed.row, "id"), .name = placed.name, .site = placed.site};
        const auto state = states_.find(object.id);
        for (const Source& source : sources_) {
            const Value* row = source.from_status && status_ != nullptr
                                   ? (state == states_.end() ? nullptr : state->second)
                                   : placed.row;
            object.cells.push_back(row ? cell_of(source, *row, names_) : Cell{});
        }
        if (!table_.live) object.settings = changed_settings(list_.operation, *placed.row, shown_, names_);
        return object;
    }

    // A column in which nobody has anything says nothing.
    void drop_empty_columns() {
        for (std::size_t i = table_.columns.size(); i-- > 0;) {
            const bool says_something = std::ranges::any_of(
                table_.objects, [&](const inventory::Object& one) { return !one.cells[i].text.empty(); });
            if (says_something || table_.objects.empty()) continue;
            const auto offset = static_cast<std::ptrdiff_t>(i);
            table_.columns.erase(table_.columns.begin() + offset);
            for (inventory::Object& one : table_.objects) one.cells.erase(one.cells.begin() + offset);
        }
    }

    const FarmReading& reading_;
    const Answer& list_;
    const ObjectNames& names_;
    const Answer* status_ = nullptr;
    std::map<std::string, const Value*> states_;
    std::vector<Source> sources_;
    std::set<std::string> shown_;
    Table table_;
};

}  // namespace

std::string table_key(std::string_view noun) {
    std::string key(noun);
    std::ranges::replace(key, ' ', '-');
    return key;
}

Table object_table(const FarmReading& reading, const Answer& list, const ObjectNames& names) {
    return TableMaker(reading, list, names).make();
}

Table settings_table(const FarmReading& reading, const std::vector<const SiteSettings*>& settings,
                     const ObjectNames& names) {
    const catalog::Noun noun = settings.front()->operation.command().noun();
    Table table{.key = table_key(noun.name()), .title = title_of(noun)};
    for (const SiteSettings* one : settings) {
        inventory::Object object{};
        if (settings.size() > 1) object.site = reading.site_name(one->site);
        object.settings = changed_settings(one->operation, one->value, {}, names);
        table.objects.push_back(std::move(object));
    }
    return table;
}

}  // namespace rasctl::commands
