#include "catalog/compiler/automatic_columns.hpp"

#include <algorithm>

namespace rasctl::catalog::compiler {
namespace {

// What an administrator looks for in a list, in this order.
constexpr std::array<std::string_view, 14> telling_names{
    "enabled", "siteId", "agentState", "state",       "status", "type",  "ip",
    "version", "user",   "sessionId",  "description", "port",   "value", "account"};
constexpr std::size_t most_columns = 6;

bool is_scalar(const FieldModel& field) {
    return field.type.kind != Kind::object && field.type.kind != Kind::array && !field.secret;
}

}  // namespace

std::vector<std::string> automatic_columns(const SchemaModel& schema, std::string_view identity) {
    std::vector<std::string> columns;
    columns.reserve(most_columns);
    const auto add = [&](std::string_view name) {
        const auto found = std::ranges::find_if(schema.fields, [&](const FieldModel& one) {
            return one.name.size() == name.size() &&
                   (name.empty() || one.name.view().front() == name.front()) && one.name == name;
        });
        if (found != schema.fields.end() && is_scalar(*found) && columns.size() < most_columns &&
            std::ranges::find(columns, name) == columns.end())
            columns.emplace_back(name);
    };
    add("id");
    if (!identity.empty()) add(identity);
    for (const std::string_view name : identity_names) add(name);
    for (const std::string_view name : telling_names) add(name);
    for (const FieldModel& one : schema.fields) {
        if (columns.size() == most_columns) break;
        if (!one.name.starts_with("admin") && !one.name.starts_with("time")) add(one.name);
    }
    return columns;
}

}  // namespace rasctl::catalog::compiler
