// Tenants and the tenant broker: an invitation hash made here lets a farm join.
#include <fmt/format.h>

#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/model/shape.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::string_view membership = "$tenantbroker";
constexpr std::string_view invitations = "$invitations";
// Joins any farm without an invitation made here.
constexpr std::string_view demo_hash = "demo-invitation";
enum JoinStatus { joined = 0, not_joined = 1 };

std::string new_hash(Farm& farm) {
    std::string hash = fmt::format("{:016x}{:016x}", farm.random()(), farm.random()());
    farm.store().write(invitations, RowKey(hash), object({{"made", farm.clock().date_time()}}));
    return hash;
}

Response join(Farm& farm, const Call& call) {
    const json::Value* key = call.field("hashKey");
    const std::string hash = key ? key->scalar_text() : "";
    if (hash != demo_hash && !farm.store().contains(invitations, RowKey(hash)))
        return problem(412, "The invitation hash is not valid.");
    if (flag_in(farm.singleton(membership, call.site()), "joined"))
        return problem(412, "The farm has joined a tenant broker already.");
    const json::Object body = call.body.is_object() ? call.body.as_object() : json::Object{};
    farm.set_singleton(membership, call.site(),
                       object({{"joined", true},
                               {"name", text_in(body, "tenantName")},
                               {"primaryAddress", text_in(body, "tenantBroker")}}));
    return no_content();
}

Response unjoin(Farm& farm, const Call& call) {
    if (!flag_in(farm.singleton(membership, call.site()), "joined"))
        return business_error("the farm has not joined a tenant broker");
    farm.set_singleton(membership, call.site(),
                       object({{"joined", false}, {"name", ""}, {"primaryAddress", ""}}));
    return no_content();
}

Response status(Farm& farm, const Call& call) {
    json::Object row = farm.singleton(membership, call.site());
    row.set("status", static_cast<int>(flag_in(row, "joined") ? joined : not_joined));
    return ok(project(call.operation.response(), json::Value(row), farm.options().api));
}

Response tenant_hash(Farm& farm, const Call& call) {
    const std::string hash = new_hash(farm);
    farm.change("tenant", call.key(0), object({{"invitationHash", hash}}));
    return ok(hash);
}

}  // namespace

void add_tenant_life_cycle(Handlers& handlers) {
    handlers.add("POST", "/api/TenantBroker/Join", join);
    handlers.add("POST", "/api/TenantBroker/Unjoin", unjoin);
    handlers.add("GET", "/api/TenantBroker/Status", status);
    handlers.add("POST", "/api/TenantBrokerSettings/GenerateHash",
                 [](Farm& farm, const Call&) { return ok(new_hash(farm)); });
    handlers.add("POST", "/api/Tenant/{id}/GenerateHash", tenant_hash);
    handlers.after_create("tenant", [](Farm& farm, const std::string&, const RowKey& key, json::Object&) {
        farm.change("tenant", key, object({{"status", static_cast<int>(not_joined)}}));
    });
}

}  // namespace rasctl::simulator
