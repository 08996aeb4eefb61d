// Sites: a new one gets its primary broker, and one of them holds the licence.
#include "simulator/api/removal.hpp"
#include "simulator/api/status.hpp"
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

Response make_licensing_site(Farm& farm, const Call& call) {
    if (flag_in(farm.read("site", call.key(0)).value_or(json::Object{}), "licensingSite"))
        return business_error("the site is the licensing site already");
    for (const RowKey& key : farm.store().keys("site"))
        farm.change("site", key, object({{"licensingSite", key == call.key(0)}}));
    return no_content();
}

void add_first_broker(Farm& farm, const RowKey& site, const json::Object& row) {
    const std::string server = text_in(row, "server");
    json::Object stored = row;
    stored.set("licensingSite", false);
    if (text_in(row, "name").empty()) stored.set("name", "Site " + site.to_text());
    farm.store().write("site", site, stored);
    if (server.empty()) return;
    farm.add("connectionbroker", object({{"server", server},
                                         {"enabled", true},
                                         {"siteId", site.number},
                                         {"priority", 0},
                                         {"description", "Primary"},
                                         {"ip", address_of_server(server)}}));
}

}  // namespace

void add_site_life_cycle(Handlers& handlers) {
    handlers.add("POST", "/api/Site/{id}/promote", make_licensing_site);
    handlers.after_create("site", [](Farm& farm, const std::string&, const RowKey& key, json::Object& row) {
        add_first_broker(farm, key, row);
    });
    handlers.after_remove("site",
                          [&handlers](Farm& farm, const std::string&, const RowKey& key, json::Object&) {
                              remove_objects_with(farm, handlers, "siteId", key.number);
                          });
}

}  // namespace rasctl::simulator
