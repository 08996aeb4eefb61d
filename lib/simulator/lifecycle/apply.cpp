#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/model/shape.hpp"
#include "simulator/store/farm.hpp"

namespace rasctl::simulator {

void add_apply(Handlers& handlers) {
    handlers.add("POST", "/api/Settings/apply", [](Farm& farm, const Call&) {
        farm.apply();
        return no_content();
    });
    handlers.add("GET", "/api/WebService/version", [](Farm& farm, const Call& call) {
        json::Object version;
        version.append("version", farm.agent_version());
        const auto schema = call.operation.response().schema();
        return ok(schema ? project(*schema, version, farm.options().api) : version);
    });
}

}  // namespace rasctl::simulator
