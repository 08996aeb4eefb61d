// Administrators' accounts: a member of an administrators' group shows the group that grants its rights.
#include <fmt/format.h>

#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::string_view accounts = "adminaccount";
enum AdminType { user = 0, group = 1, group_user = 2 };

json::Object account(const Farm& farm, const RowKey& key) {
    return farm.read(accounts, key).value_or(json::Object{});
}

bool is_of_type(const json::Object& row, AdminType type) {
    return number_in(row, "type") == type;
}

Response move_to_group(Farm& farm, const Call& call) {
    json::Object member = account(farm, call.key(0));
    const json::Object target = account(farm, call.key(1));
    if (!is_of_type(member, group_user))
        return business_error(fmt::format("{} is no member of a group", text_in(member, "name")));
    if (!is_of_type(target, group))
        return business_error(fmt::format("{} is no group of administrators", text_in(target, "name")));
    member.set("$group", call.key(1).number);
    farm.store().write(accounts, call.key(0), member);
    farm.mark_pending();
    return no_content();
}

void show_group(Farm& farm, const RowKey&, json::Object& row) {
    const std::int64_t id = number_in(row, "$group");
    if (id != 0) row.set("groupName", text_in(account(farm, id), "name"));
}

// Members of a group that is gone have no rights by it.
void leave_group(Farm& farm, const RowKey& removed) {
    for (const RowKey& key : farm.store().keys(accounts)) {
        json::Object row = account(farm, key);
        if (number_in(row, "$group") != removed.number) continue;
        row.erase("$group");
        row.erase("groupName");
        farm.store().write(accounts, key, row);
    }
}

}  // namespace

void add_administrator_life_cycle(Handlers& handlers) {
    handlers.add("PUT", "/api/AdminAccount/{id}/MoveToGroup/{groupId}", move_to_group);
    handlers.decorate("adminaccount", [](Farm& farm, const std::string&, const RowKey& key,
                                         json::Object& row) { show_group(farm, key, row); });
    handlers.after_remove("adminaccount", [](Farm& farm, const std::string&, const RowKey& key,
                                             json::Object&) { leave_group(farm, key); });
}

}  // namespace rasctl::simulator
