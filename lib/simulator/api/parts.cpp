#include "simulator/api/parts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "simulator/api/references.hpp"
#include "simulator/model/shape.hpp"
#include "simulator/store/dotted.hpp"

namespace rasctl::simulator {
namespace {

// The service's "none" where 0 is no ID.
constexpr std::int64_t none = 4294967295;

// "halb/{}/device" of the row 7 of "halb" -> "halb/7/device".
std::string rows_table(const ShownRows& shown, std::string_view table, const RowKey& key) {
    std::string_view rest = std::string_view(shown.rows).substr(shown.parent.size());
    std::string result(table);
    if (rest.starts_with("/{}")) {
        result += "/" + key.to_text();
        rest.remove_prefix(3);
    }
    return result += rest;
}

// Rows beside the settings of a site, not below their object, are of one site too, which they do not show.
bool is_of_settings(const ShownRows& shown, const RowKey& key, const json::Object& row) {
    if (key.number == 0 || std::string_view(shown.rows).substr(shown.parent.size()).starts_with("/{}"))
        return true;
    const json::Value* site = row.find("siteId");
    return site == nullptr || site->to_int64() == key.number;
}

bool is_of_table(const Reference& reference, std::string_view table) {
    return reference.table == table || match_pattern(reference.table, table);
}

// Whether the row's member holds the ID.
bool names(const json::Object& row, const Reference& reference, std::int64_t id) {
    const json::Value* held = value_at(row, reference.member);
    if (!held || !reference.list) return held && held->to_int64() == id;
    return held->is_array() && std::ranges::any_of(held->as_array(), [&](const json::Value& one) {
               return one.to_int64() == id;
           });
}

void take_out(json::Object& row, const Reference& reference, std::int64_t id) {
    if (!reference.list) {
        const bool gateway = last_step(reference.member) == "fwGWID";
        set_at(row, reference.member, gateway ? none : std::int64_t{0});
        return;
    }
    json::Array left = value_at(row, reference.member)->as_array();
    std::erase_if(left, [&](const json::Value& one) { return one.to_int64() == id; });
    set_at(row, reference.member, std::move(left));
}

// The rows that may name the row of that key: those of the references' tables whose text holds its number.
// Only they need be parsed.
std::vector<std::pair<std::string, RowKey>> possible_holders(const Farm& farm,
                                                             const std::vector<Reference>& references,
                                                             const RowKey& key) {
    std::vector<std::pair<std::string, RowKey>> holders;
    if (!key.text.empty()) return holders;
    const std::string number = std::to_string(key.number);
    for (const auto& [name, rows] : farm.store().tables()) {
        const auto of_table = [&](const Reference& one) { return is_of_table(one, name); };
        if (std::ranges::none_of(references, of_table)) continue;
        for (const auto& [row, text] : rows)
            if (text.find(number) != std::string::npos) holders.emplace_back(name, row);
    }
    return holders;
}

}  // namespace

RowKey row_key(const Plan& plan, const std::vector<std::string>& parameters, std::int64_t site) {
    if (plan.key) return RowKey::from(parameters.at(*plan.key));
    return {plan.per_site ? site : 0};
}

void show_rows(const Farm& farm, std::string_view table, const RowKey& key, json::Object& object) {
    for (const ShownRows& shown : farm.resources().shown_rows(table)) {
        const std::string rows = rows_table(shown, table, key);
        json::Array list;
        for (const RowKey& row : farm.store().keys(rows))
            if (const auto content = farm.read(rows, row); is_of_settings(shown, key, *content))
                list.push_back(project(shown.type, json::Value(*content), farm.options().api));
        set_at(object, shown.member, std::move(list));
    }
}

void take_rows(Farm& farm, std::string_view table, const RowKey& key) {
    for (const ShownRows& shown : farm.resources().shown_rows(table)) {
        auto row = farm.read(table, key);
        const json::Value* written = row ? value_at(*row, shown.member) : nullptr;
        if (!written || !written->is_array()) continue;
        const json::Array entries = written->as_array();
        const std::string rows = rows_table(shown, table, key);
        for (const RowKey& old : farm.store().keys(rows))
            if (is_of_settings(shown, key, *farm.read(rows, old))) farm.remove(rows, old);
        for (const json::Value& entry : entries) {
            if (!entry.is_object()) continue;
            json::Object made = entry.as_object();
            const json::Value* id = made.find(farm.resources().key_field(rows));
            if (id && id->to_int64() == 0) made.erase(farm.resources().key_field(rows));
            farm.add(rows, std::move(made));
        }
        object_at(*row, above(shown.member)).erase(last_step(shown.member));
        farm.store().write(table, key, *row);
    }
}

void take_all_rows(Farm& farm) {
    std::vector<std::pair<std::string, RowKey>> parents;
    for (const auto& [table, rows] : farm.store().tables())
        if (!farm.resources().shown_rows(table).empty())
            for (const auto& [key, text] : rows) parents.emplace_back(table, key);
    for (const auto& [table, key] : parents) take_rows(farm, table, key);
}

std::string user_of(const Farm& farm, std::string_view table, const RowKey& key) {
    const auto references = farm.resources().references_to(table);
    for (const auto& [name, at] : possible_holders(farm, references, key)) {
        const json::Object row = farm.read(name, at).value_or(json::Object{});
        for (const Reference& reference : references)
            if (is_of_table(reference, name) && names(row, reference, key.number))
                return fmt::format("{} {}", singular_name(name), at.to_text());
    }
    return {};
}

void forget(Farm& farm, std::string_view table, const RowKey& key) {
    const auto references = farm.resources().references_to(table);
    for (const auto& [name, at] : possible_holders(farm, references, key)) {
        json::Object row = farm.read(name, at).value_or(json::Object{});
        bool changed = false;
        for (const Reference& reference : references)
            if (is_of_table(reference, name) && names(row, reference, key.number)) {
                take_out(row, reference, key.number);
                changed = true;
            }
        if (changed) farm.store().write(name, at, row);
    }
}

}  // namespace rasctl::simulator
