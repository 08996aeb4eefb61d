#include "commands/line/site_options.hpp"

#include "commands/line/api_usage.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {

std::optional<std::string> site_query(const catalog::Operation& operation) {
    if (operation.response_kind() != catalog::ResponseKind::list || operation.method() != "GET")
        return std::nullopt;
    for (const catalog::Field field : operation.query_parameters())
        if (equal_ignoring_case(field.name(), "siteId")) return std::string(field.name());
    return std::nullopt;
}

void add_site_options(const catalog::Command& command, Usage& usage) {
    if (command.effect() != catalog::Effect::read) return;
    for (std::size_t i = 0; i < command.operation_count(); ++i) {
        if (!site_query(command.operation(i))) continue;
        usage.options.push_back({.name = all_sites_option,
                                 .placeholder = {},
                                 .help = "Ask for every site of the farm and show one list",
                                 .group = std::string(group_query)});
        return;
    }
}

}  // namespace rasctl::commands
