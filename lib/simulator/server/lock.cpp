#include "simulator/server/lock.hpp"

#include <fmt/format.h>

#include "simulator/store/row_members.hpp"
#include "text/ascii.hpp"

namespace rasctl::simulator {
namespace {

Error cannot_lock(const std::string& text, std::string why) {
    return Error{ExitCode::usage, "cannot lock " + text, std::move(why), "rasctl-simulate --lock gateway:21"};
}

// "rds host" -> "rds/host"
std::string table_of_noun(const Farm& farm, std::string_view noun) {
    const auto get = farm.catalog().command(std::string(noun) + " get");
    for (std::size_t i = 0; get && i < get->operation_count(); ++i) {
        const catalog::Operation operation = get->operation(i);
        if (!farm.resources().available(operation)) continue;
        const Plan& plan = farm.resources().plan(operation);
        if (plan.act == Act::get) return plan.table;
    }
    return {};
}

std::optional<RowKey> find_row(const Farm& farm, const std::string& table, const std::string& id) {
    if (RowKey key = RowKey::from(id); farm.store().contains(table, key)) return key;
    for (const RowKey& key : farm.store().keys(table)) {
        const json::Object row = farm.read(table, key).value_or(json::Object{});
        for (const char* member : {"name", "server"})
            if (equal_ignoring_case(text_in(row, member), id)) return key;
    }
    return std::nullopt;
}

std::string second_administrator(const Farm& farm) {
    std::string name = "administrator";
    int seen = 0;
    for (const RowKey& key : farm.store().keys("adminaccount"))
        if (++seen <= 2) name = text_in(farm.read("adminaccount", key).value_or(json::Object{}), "name");
    return name;
}

}  // namespace

Result<> lock_object(Farm& farm, Sessions& sessions, const std::string& text) {
    const auto first = text.find(':');
    if (first == std::string::npos) return cannot_lock(text, "it must be NOUN:ID or NOUN:ID:NAME");
    const auto second = text.find(':', first + 1);
    const bool named = second != std::string::npos;
    const std::string noun = text.substr(0, first);
    const std::string id = text.substr(first + 1, named ? second - first - 1 : std::string::npos);
    const std::string name = named ? text.substr(second + 1) : second_administrator(farm);
    const std::string table = table_of_noun(farm, noun);
    if (table.empty()) return cannot_lock(text, fmt::format("there is no noun {}", noun));
    const auto key = find_row(farm, table, id);
    if (!key) return cannot_lock(text, fmt::format("there is no {} {}", noun, id));
    sessions.lock({table, *key, sessions.open(farm, name)});
    return {};
}

}  // namespace rasctl::simulator
