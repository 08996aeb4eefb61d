// Client policies: duplicates, export and import.
#include <algorithm>

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "simulator/api/generic.hpp"
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/lifecycle/row_order.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::string_view file_kind = "rasctl-simulator-policies-1";

Response duplicate(Farm& farm, const Handlers& handlers, const Call& call) {
    Response response = run_generic(farm, handlers, call);
    auto copy = json::parse(response.body);
    if (response.status != 201 || !copy || !copy->is_object()) return response;
    const RowKey key(number_in(copy->as_object(), "id"));
    append(farm, policy_order, key);
    copy->as_object().set("order",
                          number_in(farm.read("clientpolicies", key).value_or(json::Object{}), "order"));
    return created(*copy);
}

Response export_policies(Farm& farm, const Call& call) {
    const json::Value* ids = call.field("ids");
    json::Array policies;
    for (const RowKey& key : farm.store().keys("clientpolicies")) {
        const bool all = !ids || !ids->is_array() || ids->as_array().empty();
        if (!all && std::ranges::none_of(ids->as_array(),
                                         [&](const json::Value& id) { return id.to_int64() == key.number; }))
            continue;
        policies.emplace_back(farm.read("clientpolicies", key).value_or(json::Object{}));
    }
    const json::Object content = object({{"kind", file_kind}, {"policies", std::move(policies)}});
    return file(json::write(content), "policies.dat");
}

Response import_policies(Farm& farm, const Call& call) {
    const auto content =
        call.files.empty() ? Result<json::Value>(json::Value{}) : json::parse(call.files.front().content);
    const json::Value* kind = content ? content->find("kind") : nullptr;
    const json::Value* policies = content ? content->find("policies") : nullptr;
    if (!kind || kind->scalar_text() != file_kind || !policies || !policies->is_array())
        return business_error("the file holds no exported policies");
    for (const json::Value& policy : policies->as_array()) {
        if (!policy.is_object()) continue;
        json::Object row = policy.as_object();
        for (const char* own : {"id", "adminCreate", "adminLastMod", "timeCreate", "timeLastMod"})
            row.erase(own);
        append(farm, policy_order, farm.add("clientpolicies", std::move(row)));
    }
    farm.mark_pending();
    return no_content();
}

}  // namespace

void add_policy_life_cycle(Handlers& handlers) {
    handlers.add("POST", "/api/ClientPolicies/{id}/Duplicate",
                 [&handlers](Farm& farm, const Call& call) { return duplicate(farm, handlers, call); });
    handlers.add("POST", "/api/ClientPolicies/export", export_policies);
    handlers.add("POST", "/api/ClientPolicies/import", import_policies);
}

}  // namespace rasctl::simulator
