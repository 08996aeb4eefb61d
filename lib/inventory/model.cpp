#include "inventory/model.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace rasctl::inventory {
namespace {

using json::Array;
using json::Value;

Value fields_of(const Table& table, const Object& object) {
    json::Object fields;
    for (std::size_t i = 0; i < table.columns.size() && i < object.cells.size(); ++i)
        fields.append(table.columns[i].key, object.cells[i].text);
    return fields;
}

Value settings_of(const Object& object) {
    Array settings;
    for (const Setting& setting : object.settings) {
        json::Object one;
        one.append("field", setting.field);
        one.append("value", setting.value);
        one.append("default", setting.usual ? Value(*setting.usual) : Value());
        settings.emplace_back(std::move(one));
    }
    return settings;
}

Value to_json(const Table& table) {
    json::Object shown;
    shown.append("key", table.key);
    shown.append("title", table.title);
    shown.append("live", table.live);
    Array columns;
    for (const Column& column : table.columns) {
        json::Object one;
        one.append("key", column.key);
        one.append("label", column.label);
        one.append("live", column.live);
        columns.emplace_back(std::move(one));
    }
    shown.append("columns", std::move(columns));
    Array objects;
    for (const Object& object : table.objects) {
        json::Object one;
        one.append("id", object.id);
        one.append("name", object.name);
        one.append("site", object.site);
        one.append("fields", fields_of(table, object));
        one.append("settings", settings_of(object));
        objects.emplace_back(std::move(one));
    }
    shown.append("objects", std::move(objects));
    return shown;
}

Value to_json(const Item& item) {
    json::Object shown;
    shown.append("id", item.id);
    shown.append("name", item.name);
    shown.append("type", item.type);
    shown.append("state", item.state);
    shown.append("who", item.who);
    shown.append("description", item.description);
    Array inside;
    for (const Item& one : item.inside) inside.push_back(to_json(one));
    shown.append("inside", std::move(inside));
    return shown;
}

Value to_json(const Chart& chart) {
    json::Object shown;
    shown.append("title", chart.title);
    Array bars;
    for (const Bar& bar : chart.bars) {
        json::Object one;
        one.append("label", bar.label);
        one.append("text", bar.text);
        Array shares;
        for (const Share& share : bar.shares) {
            json::Object part;
            part.append("label", share.label);
            part.append("count", static_cast<std::uint64_t>(share.count));
            part.append("meaning", word_of(share.meaning));
            shares.emplace_back(std::move(part));
        }
        one.append("shares", std::move(shares));
        bars.emplace_back(std::move(one));
    }
    shown.append("bars", std::move(bars));
    return shown;
}

Value to_json(const Chapter& chapter) {
    json::Object shown;
    shown.append("key", chapter.key);
    shown.append("title", chapter.title);
    shown.append("note", chapter.note);
    Array charts, items, tables;
    for (const Chart& chart : chapter.charts) charts.push_back(to_json(chart));
    for (const Item& item : chapter.items) items.push_back(to_json(item));
    for (const Table& table : chapter.tables) tables.push_back(to_json(table));
    shown.append("charts", std::move(charts));
    shown.append("published", std::move(items));
    shown.append("tables", std::move(tables));
    return shown;
}

Value to_json(const Comparison& comparison) {
    json::Object shown;
    shown.append("with", comparison.with);
    Array changes;
    for (const Change& change : comparison.changes) {
        json::Object one;
        one.append("act", change.act);
        one.append("kind", change.kind);
        one.append("site", change.site);
        one.append("name", change.name);
        one.append("field", change.field);
        one.append("before", change.before);
        one.append("after", change.after);
        changes.emplace_back(std::move(one));
    }
    shown.append("changes", std::move(changes));
    return shown;
}

Value to_json(const Finding& finding) {
    json::Object shown;
    shown.append("severity", word_of(finding.meaning));
    shown.append("kind", finding.kind);
    shown.append("name", finding.name);
    shown.append("text", finding.text);
    return shown;
}

// Goes up when a reader of an earlier form would read it wrongly.
constexpr int form = 1;

}  // namespace

std::string_view word_of(Meaning meaning) {
    constexpr std::array<std::string_view, 4> words{"", "good", "attention", "wrong"};
    return words.at(static_cast<std::size_t>(meaning));
}

std::vector<SharedSetting> shared_settings(const Table& table) {
    std::vector<SharedSetting> shared;
    std::map<std::string, std::size_t> places;
    for (const Object& object : table.objects)
        for (const Setting& setting : object.settings) {
            const std::string key = setting.field + '\0' + setting.value + '\0' + setting.usual.value_or("");
            const auto [place, is_new] = places.emplace(key, shared.size());
            if (is_new) shared.push_back({.setting = setting});
            shared[place->second].objects.push_back(&object);
        }
    std::map<std::string, std::size_t> first;
    for (std::size_t i = 0; i < shared.size(); ++i) first.emplace(shared[i].setting.field, i);
    std::ranges::stable_sort(shared, {},
                             [&](const SharedSetting& one) { return first.find(one.setting.field)->second; });
    return shared;
}

bool names_sites(const Table& table) {
    return std::ranges::any_of(table.objects, [](const Object& object) { return !object.site.empty(); });
}

Value to_json(const Document& document) {
    json::Object shown;
    shown.append("inventory", form);
    shown.append("endpoint", document.endpoint);
    shown.append("version", document.version);
    if (!document.read_at.empty()) shown.append("readAt", document.read_at);
    json::Object facts;
    for (const auto& [label, value] : document.facts) facts.append(label, value);
    shown.append("facts", std::move(facts));
    Array findings, chapters, not_read;
    for (const Finding& finding : document.findings) findings.push_back(to_json(finding));
    shown.append("findings", std::move(findings));
    if (document.comparison) shown.append("since", to_json(*document.comparison));
    for (const Chapter& chapter : document.chapters) chapters.push_back(to_json(chapter));
    shown.append("chapters", std::move(chapters));
    for (const auto& [what, why] : document.not_read) {
        json::Object one;
        one.append("what", what);
        one.append("why", why);
        not_read.emplace_back(std::move(one));
    }
    shown.append("notRead", std::move(not_read));
    return shown;
}

}  // namespace rasctl::inventory
