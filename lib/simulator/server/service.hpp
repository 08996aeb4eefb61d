// The service behind the sockets: takes a request, answers a response. Everything that the simulated server
// does to its farm happens here, one request at a time.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "simulator/api/handlers.hpp"
#include "simulator/api/session.hpp"
#include "simulator/model/router.hpp"
#include "simulator/server/described_api.hpp"
#include "simulator/store/farm.hpp"

namespace rasctl::simulator {

struct ServiceOptions {
    FarmOptions farm{};
    std::int64_t session_idle_seconds = std::int64_t{30} * 60;
    // Name and password. The first is a root administrator whom the farm gets if it has no such account; the
    // others let accounts of the farm log on.
    std::vector<std::pair<std::string, std::string>> administrators{{"administrator", "11112222"}};
    // Objects that another administrator holds (lock.hpp).
    std::vector<std::string> locks{};
    bool no_pending = false;            // no list of what waits to be applied is offered
    bool licensing_site_lists = false;  // a list that names no site answers for the licensing site
};

class Service {
  public:
    // Keeps what a request changed; a failure undoes the request.
    using Commit = std::function<Result<>(Store& store)>;

    Service(const catalog::Catalog& catalog, ServiceOptions options);
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

    Farm& farm() { return farm_; }
    Handlers& handlers() { return handlers_; }
    Sessions& sessions() { return sessions_; }
    const Router& router() const { return router_; }

    // To be called once after the farm was seeded or loaded: makes the first administrator and commits
    // everything.
    Result<> start();
    void commit_with(Commit commit) { commit_ = std::move(commit); }
    // Answers by this description where the farm has no such path.
    void answer_by(std::unique_ptr<DescribedApi> described) { described_ = std::move(described); }

    Response handle(const Request& request);

  private:
    Response dispatch(const Request& request);
    Response run(const Request& request, const Route& route);
    // By the description; nothing where it has no such path either.
    std::optional<Response> described_answer(const Request& request);
    // What waits to be applied, which the API has no operation for.
    std::optional<Response> pending_answer(const Request& request);
    // Names the site that a list answers for where the request names none.
    void choose_site(const catalog::Operation& operation, json::Object& query) const;
    // The refusal when another administrator holds what the call would change.
    std::optional<Response> refused_by_lock(const Call& call);
    Result<> commit();

    ServiceOptions options_;
    Farm farm_;
    Handlers handlers_;
    Sessions sessions_;
    Router router_;
    std::unique_ptr<DescribedApi> described_;
    Commit commit_;
    std::string caller_;  // of the request in hand
};

}  // namespace rasctl::simulator
