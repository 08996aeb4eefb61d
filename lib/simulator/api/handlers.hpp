// Where behaviour of its own plugs in. The generic service answers every operation from the catalogue; a life
// cycle (draining a host, recreating a template) registers a handler for the operations whose effect it
// models.
//
//     void add_host_life_cycle(Handlers& handlers) {
//         handlers.add("POST", "/api/RDS/Host/{id}/Drain", [](Farm& farm, const Call& call) {
//             farm.set_status("rds/host", call.key(0), "agentState", 14);
//             return no_content();
//         });
//     }
//
// A handler runs after the generic checks: version, session, permissions, path, query and body are valid, and
// every object that the path names exists. It answers the response; one with a status of 400 or more undoes
// what it wrote.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "simulator/model/errors.hpp"
#include "simulator/model/http_message.hpp"
#include "simulator/model/multipart.hpp"
#include "simulator/store/store.hpp"

namespace rasctl::simulator {

class Farm;
struct AdminLogon;

// One validated request.
struct Call {
    const Request& request;
    catalog::Operation operation;
    std::vector<std::string> parameters;  // of the path, decoded, in its order
    json::Object query;                   // names as in the catalogue, values by their types
    json::Value body;                     // normalised: integers and enums are numbers; null without one
    std::vector<Part> files;              // uploads of a multipart body; its other parts are in `body`
    const AdminLogon* admin = nullptr;    // who calls; null for operations that need no session

    // The path parameter at that position as a row key.
    RowKey key(std::size_t position) const { return RowKey::from(parameters.at(position)); }
    // The member of the body, or null when it is absent or JSON null.
    const json::Value* field(std::string_view name) const;
    // The same for a query parameter.
    const json::Value* query_value(std::string_view name) const;
    // The query's or the body's siteId, else the caller's site.
    std::int64_t site() const;
};

class Handlers {
  public:
    using Handler = std::function<Response(Farm&, const Call&)>;
    // Completes the object that a GET answers, before the schema's defaults are filled in. `table` and `key`
    // say where it is stored.
    using Decorator =
        std::function<void(Farm&, const std::string& table, const RowKey& key, json::Object& object)>;
    // Continues work that was due at a simulated time (Farm::later).
    using Job = std::function<void(Farm&, const json::Object& payload)>;

    // Path as in the catalogue; compared without regard to letter case and to the names of its parameters.
    void add(std::string_view method, std::string_view path, Handler handler);
    // For status objects of a table pattern with {} for ids ("rds/host"), after they were derived
    // generically.
    void decorate_status(std::string table_pattern, Decorator decorator);
    // For the objects themselves.
    void decorate(std::string table_pattern, Decorator decorator);
    void add_job(std::string kind, Job job);
    // Runs after the generic creation, deletion or update of a row of that table pattern.
    void after_create(std::string table_pattern, Decorator decorator);
    void after_update(std::string table_pattern, Decorator decorator);
    void after_remove(std::string table_pattern, Decorator decorator);

    const Handler* find(std::string_view method, std::string_view path) const;
    const Job* job(std::string_view kind) const;
    void run_status(Farm& farm, const std::string& table, const RowKey& key, json::Object& object) const;
    void run_decorate(Farm& farm, const std::string& table, const RowKey& key, json::Object& object) const;
    void run_create(Farm& farm, const std::string& table, const RowKey& key, json::Object& object) const;
    void run_update(Farm& farm, const std::string& table, const RowKey& key, json::Object& object) const;
    void run_remove(Farm& farm, const std::string& table, const RowKey& key, json::Object& object) const;

  private:
    using Decorators = std::multimap<std::string, Decorator, std::less<>>;
    std::map<std::string, Handler, std::less<>> handlers_;
    std::map<std::string, Job, std::less<>> jobs_;
    Decorators status_, objects_, create_, update_, remove_;
};

// Runs the jobs that are due; called before each request.
void run_due(Farm& farm, const Handlers& handlers);

// Answers of actions.
Response no_content();                       // 204
Response created();                          // 201 without a body
Response ok(const json::Value& value);       // 200
Response created(const json::Value& value);  // 201
Response file(std::string content, std::string_view name,
              std::string_view media_type = "application/octet-stream");

}  // namespace rasctl::simulator
