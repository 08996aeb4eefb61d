// A farm file for the simulator, JSON or YAML. What can be read makes a farm that can be kept and that
// answers requests.
#include <algorithm>

#include "json/writer.hpp"
#include "simulator/demo/seed.hpp"
#include "simulator/server/service.hpp"
#include "simulator/store/farm_text.hpp"
#include "target.hpp"

namespace rasctl::fuzz {
namespace {

using namespace simulator;

// Enough to have read every kind of object of any farm file.
constexpr std::size_t most_requests = 12;

// A service whose farm begins anew with every input.
class Box {
  public:
    Box() : service_(catalog::Catalog::built_in(), {}) {
        service_.farm().save_counters();
        empty_ = service_.farm().store();
    }

    Service& emptied() {
        service_.farm().store() = empty_;
        service_.farm().load_counters();
        return service_;
    }

  private:
    Service service_;
    Store empty_;
};

void ask(Service& service, std::string_view method, std::string target, std::string_view token) {
    Request request{
        .method = std::string(method), .target = std::move(target), .headers = {}, .body = {}, .peer = {}};
    request.headers.emplace_back("auth_token", token);
    request.headers.emplace_back("Content-Type", json_media_type);
    const Response response = service.handle(request);
    const std::string body = response.whole_body();
    expect(response.status >= 200 && response.status < 500, "a farm answers", request.target + body);
}

void ask_for_everything(Service& service) {
    const auto logon = service.sessions().logon(service.farm(), "administrator", "11112222", "127.0.0.1");
    expect(logon.has_value(), "the first administrator can log on");
    std::vector<std::string> tables;
    for (const auto& [name, table] : service.farm().store().tables())
        if (!table.empty() && !name.starts_with('$') && tables.size() < most_requests) tables.push_back(name);
    for (const std::string& table : tables) {
        ask(service, "GET", "/api/" + table, logon->token);
        ask(service, "GET", "/api/" + table + "/status", logon->token);
        const auto keys = service.farm().store().keys(table);
        if (!keys.empty()) ask(service, "GET", "/api/" + table + "/" + keys.front().to_text(), logon->token);
    }
    ask(service, "PUT", "/api/Settings/apply", logon->token);
    service.sessions().logoff(logon->id);
}

}  // namespace

void check(std::string_view input) {
    const auto value = parse_farm_text(input);
    if (!value) return expect_told(value.error());
    const auto again = parse_farm_text(json::write(*value));
    if (value->is_object())
        expect(again && *again == *value, "a farm reads the same as JSON", json::write(*value));
    static Box box;
    Service& service = box.emptied();
    const auto seeded = seed_from_text(service.farm(), input);
    if (!seeded) return expect_told(seeded.error());
    if (const auto started = service.start(); !started) return expect_told(started.error());
    for (const auto& [name, table] : service.farm().store().tables())
        for (const auto& [key, row] : table)
            expect(service.farm().store().read(name, key).has_value(), "every row can be read", row);
    ask_for_everything(service);
}

}  // namespace rasctl::fuzz
