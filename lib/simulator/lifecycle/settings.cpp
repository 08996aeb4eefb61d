// Backups of the farm's configuration: one JSON line a row behind a first line that says what the file is.
#include <algorithm>
#include <array>
#include <memory>

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::string_view first_line = "rasctl-simulator-settings-1\n";
constexpr std::size_t settings_piece = 64UL * 1024;

// What runs is no configuration: sessions, processes, and the simulator's own tables.
bool is_configuration(std::string_view table) {
    constexpr std::array running{"rdsession", "rdprocess", "vdiprocess", "avdprocess", "hostprocess"};
    return !table.starts_with('$') && std::ranges::find(running, table) == running.end();
}

void append_row(std::string& out, const std::string& table, const RowKey& key, const std::string& text) {
    out += "{\"table\":";
    json::append_quoted(out, table);
    out += key.text.empty() ? ",\"key\":" + std::to_string(key.number) : ",\"key\":";
    if (!key.text.empty()) json::append_quoted(out, key.text);
    out += ",\"row\":" + text + "}\n";
}

Response export_settings(Farm& farm, const Call&) {
    Response response = file("", "settings.dat2");
    struct Position {
        std::string table;
        std::optional<RowKey> key;
        bool begun = false;
    };
    auto at = std::make_shared<Position>();
    response.pieces = [&farm, at](std::string& out) {
        if (!at->begun) out += first_line;
        at->begun = true;
        const std::size_t until = out.size() + settings_piece;
        while (out.size() < until) {
            const auto key =
                is_configuration(at->table) ? farm.store().next(at->table, at->key) : std::nullopt;
            if (key) {
                append_row(out, at->table, *key, *farm.store().text(at->table, *key));
                at->key = key;
                continue;
            }
            const auto next = farm.store().tables().upper_bound(at->table);
            if (next == farm.store().tables().end()) return false;
            at->table = next->first;
            at->key.reset();
        }
        return true;
    };
    return response;
}

// A row of a backup; nothing for a line that is none.
std::optional<json::Object> row_of_line(std::string_view line) {
    auto value = json::parse(line);
    if (!value || !value->is_object() || !value->find("table") || !value->find("key")) return std::nullopt;
    const json::Value* row = value->find("row");
    if (!row || !row->is_object()) return std::nullopt;
    return std::move(value->as_object());
}

Response import_settings(Farm& farm, const Call& call) {
    constexpr std::string_view refusal = "the file is not a backup of settings";
    if (call.files.empty()) return business_error(refusal);
    std::string_view content = call.files.front().content;
    if (!content.starts_with(first_line)) return business_error(refusal);
    content.remove_prefix(first_line.size());
    std::vector<std::string> tables;
    for (const auto& [name, rows] : farm.store().tables())
        if (is_configuration(name)) tables.push_back(name);
    for (const std::string& table : tables)
        for (const RowKey& key : farm.store().keys(table)) farm.store().erase(table, key);
    while (!content.empty()) {
        const auto end = content.find('\n');
        if (end == std::string_view::npos) return business_error("the backup is cut off");
        const auto row = row_of_line(content.substr(0, end));
        if (!row) return business_error("the backup is damaged");
        const json::Value* key = row->find("key");
        farm.store().write(text_in(*row, "table"),
                           key->is_string() ? RowKey(key->as_string()) : RowKey(key->to_int64().value_or(0)),
                           row->find("row")->as_object());
        farm.reserve_id(key->is_string() ? 0 : key->to_int64().value_or(0));
        content.remove_prefix(end + 1);
    }
    farm.mark_pending();
    return no_content();
}

}  // namespace

void add_settings_life_cycle(Handlers& handlers) {
    handlers.add("GET", "/api/Settings/export", export_settings);
    handlers.add("POST", "/api/Settings/import", import_settings);
}

}  // namespace rasctl::simulator
