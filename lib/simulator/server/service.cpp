#include "simulator/server/service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>

#include "error/try.hpp"
#include "simulator/api/generic.hpp"
#include "simulator/api/parts.hpp"
#include "simulator/api/references.hpp"
#include "simulator/api/status.hpp"
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/model/validation.hpp"
#include "simulator/server/lock.hpp"
#include "simulator/server/request_body.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/pending.hpp"
#include "simulator/store/row_members.hpp"
#include "text/utf8.hpp"

namespace rasctl::simulator {
namespace {

using catalog::Operation;

Response method_not_allowed(const Route& route, std::string_view method) {
    Response response = problem(405, fmt::format("The path does not take {}.", method));
    std::string allowed;
    for (const std::string_view one : route.allowed)
        allowed += (allowed.empty() ? "" : ", ") + std::string(one);
    response.headers.emplace_back("Allow", allowed);
    return response;
}

// The refusal when an object that the path names does not exist.
std::optional<Response> missing_ancestor(Farm& farm, const Call& call) {
    for (const Ancestor& ancestor : farm.resources().plan(call.operation).ancestors) {
        const std::string table = fill(ancestor.table, call.parameters);
        const RowKey key = call.key(ancestor.parameter);
        if (!exists_or_made(farm, table, key))
            return not_found(fmt::format("The {} {} does not exist.", singular_name(ancestor.table),
                                         call.parameters[ancestor.parameter]));
    }
    return std::nullopt;
}

}  // namespace

Service::Service(const catalog::Catalog& catalog, ServiceOptions options)
    : options_(std::move(options)),
      farm_(catalog, options_.farm),
      sessions_(options_.session_idle_seconds),
      router_(catalog, farm_.resources()) {
    for (const auto& [name, password] : options_.administrators) sessions_.set_password(name, password);
    add_life_cycles(handlers_, sessions_, options_.farm.api);
}

Result<> Service::start() {
    if (!options_.administrators.empty()) {
        const std::string& name = options_.administrators.front().first;
        bool found = false;
        for (const RowKey& key : farm_.store().keys("adminaccount")) {
            const auto account = farm_.read("adminaccount", key);
            const json::Value* label = account ? account->find("name") : nullptr;
            found = found || (label && equal_ignoring_case(label->scalar_text(), name));
        }
        if (!found) {
            json::Object account;
            account.append("name", name);
            account.append("enabled", true);
            account.append("fullPermissions", true);
            account.append("permissions", 1);
            farm_.add("adminaccount", std::move(account));
        }
    }
    take_all_rows(farm_);
    note_beginning(farm_);
    farm_.take_mark();
    TRY(commit());
    for (const std::string& lock : options_.locks) TRY(lock_object(farm_, sessions_, lock));
    return {};
}

Result<> Service::commit() {
    if (commit_ && !farm_.store().changes().empty()) {
        farm_.save_counters();
        if (auto kept = commit_(farm_.store()); !kept) {
            farm_.store().undo_changes();
            farm_.forget_saved_counters();
            return kept.error();
        }
    }
    farm_.store().keep_changes();
    return {};
}

Response Service::handle(const Request& request) {
    run_due(farm_, handlers_);
    if (!farm_.store().changes().empty())
        if (auto kept = commit(); !kept) return problem(500, kept.error().why);
    Response response;
    caller_.clear();
    farm_.take_mark();
    try {
        response = dispatch(request);
    } catch (const std::exception& failure) {
        // One request that goes wrong must neither leave half of itself behind nor end the simulator.
        response = problem(500, fmt::format("The simulator failed: {}.", failure.what()));
    }
    if (response.status >= 400) {
        farm_.store().undo_changes();
        return response;
    }
    note_pending(farm_, caller_);
    if (auto kept = commit(); !kept) return problem(500, kept.error().why);
    return response;
}

Response Service::dispatch(const Request& request) {
    const Route route = router_.find(request.method, request.path());
    const auto is_text = [](const auto& pair) { return is_utf8(pair.first) && is_utf8(pair.second); };
    if (!std::ranges::all_of(route.parameters, is_utf8) || !std::ranges::all_of(request.query(), is_text))
        return problem(400, "The path or the query is no UTF-8 text.");
    if (!route.operation)
        if (auto described = described_answer(request)) return std::move(*described);
    if (!route.operation)
        if (auto pending = pending_answer(request)) return std::move(*pending);
    if (!route.operation && route.allowed.empty()) return not_found("No such path.");
    if (!route.operation) return method_not_allowed(route, request.method);
    Response response = run(request, route);
    // RFC 8288: where the changes are that wait to be applied. The API has no such place, so clients are led
    // to it.
    if (!options_.no_pending && response.status == 200 && request.method == "GET" &&
        equal_ignoring_case(request.path(), "/api/Site"))
        response.headers.emplace_back("Link", R"(</api/Settings/pending>; rel="pending-changes")");
    return response;
}

std::optional<Response> Service::described_answer(const Request& request) {
    if (!described_) return std::nullopt;
    const Route route = described_->find(request);
    if (!route.operation) return std::nullopt;
    if (route.operation->needs_session() && !sessions_.use(farm_, request.header("auth_token")))
        return problem(401, "The session is missing, wrong or has expired; log on first.");
    return described_->answer(request, route);
}

std::optional<Response> Service::pending_answer(const Request& request) {
    if (options_.no_pending || request.method != "GET" ||
        !equal_ignoring_case(request.path(), "/api/Settings/pending"))
        return std::nullopt;
    if (!sessions_.use(farm_, request.header("auth_token")))
        return problem(401, "The session is missing, wrong or has expired; log on first.");
    json::Array changes;
    for (const PendingChange& one : pending_changes(farm_))
        changes.emplace_back(object({{"path", fmt::format("/api/{}/{}", one.table, one.id)},
                                     {"id", one.id},
                                     {"name", one.name},
                                     {"verb", one.verb},
                                     {"admin", one.by},
                                     {"time", one.time}}));
    return ok(std::move(changes));
}

Response Service::run(const Request& request, const Route& route) {
    const Operation operation = *route.operation;
    Call call{request, operation, route.parameters, {}, {}, {}, nullptr};
    if (operation.needs_session()) {
        call.admin = sessions_.use(farm_, request.header("auth_token"));
        if (!call.admin) return problem(401, "The session is missing, wrong or has expired; log on first.");
    }
    if (call.admin) caller_ = call.admin->name;
    CheckedBody query = check_query(operation, request.query());
    const auto parameters = operation.path_parameters();
    for (std::size_t i = 0; i < parameters.size() && i < call.parameters.size(); ++i)
        check_path_parameter(parameters[i], call.parameters[i], query.problems);
    if (!query.problems.empty()) return invalid(query.problems);
    call.query = std::move(query.object);
    if (options_.licensing_site_lists) choose_site(operation, call.query);
    if (call.admin && !is_allowed(farm_, *call.admin, operation, call.site()))
        return problem(403,
                       fmt::format("The administrator {} has no permission for this.", call.admin->name));
    if (auto refusal = missing_ancestor(farm_, call)) return std::move(*refusal);
    if (auto refusal = refused_by_lock(call)) return std::move(*refusal);
    auto body = take_request_body(request, operation, options_.farm.api);
    if (auto* refusal = std::get_if<Response>(&body)) return std::move(*refusal);
    call.body = std::move(std::get<TakenBody>(body).body);
    call.files = std::move(std::get<TakenBody>(body).files);
    std::string dangling = dangling_reference(farm_, operation.query_parameters(), call.query);
    if (dangling.empty() && call.body.is_object())
        if (const auto schema = operation.body())
            dangling =
                dangling_reference(farm_, *schema, call.body.as_object(), operation.method() == "POST");
    if (!dangling.empty()) return business_error(dangling);
    if (const auto* handler = handlers_.find(operation.method(), operation.path())) {
        Response response = (*handler)(farm_, call);
        // A farm that makes whatever it is asked for lets every valid call succeed, but for wrong passwords.
        if (response.status < 400 || !options_.farm.any_id || !operation.needs_session()) return response;
        farm_.store().undo_changes();
        if (auto refusal = missing_ancestor(farm_, call)) return std::move(*refusal);
        return run_generic(farm_, handlers_, call);
    }
    return run_generic(farm_, handlers_, call);
}

void Service::choose_site(const Operation& operation, json::Object& query) const {
    if (operation.response_kind() != catalog::ResponseKind::list || query.find_ignoring_case("siteId"))
        return;
    for (const catalog::Field field : operation.query_parameters()) {
        if (!equal_ignoring_case(field.name(), "siteId")) continue;
        for (const RowKey& site : farm_.store().keys("site"))
            if (flag_in(farm_.read("site", site).value_or(json::Object{}), "licensingSite"))
                query.set(field.name(), site.number);
    }
}

std::optional<Response> Service::refused_by_lock(const Call& call) {
    const std::string_view method = call.operation.method();
    const Plan& plan = farm_.resources().plan(call.operation);
    // Acts (drain, log off) change no settings: they need no lock.
    if (!call.admin || method == "GET" || (method == "POST" && plan.act == Act::other)) return std::nullopt;
    for (const Ancestor& ancestor : plan.ancestors) {
        const std::string table = fill(ancestor.table, call.parameters);
        const RowKey key = call.key(ancestor.parameter);
        const auto holder = sessions_.holder(farm_, table, key, call.admin->id);
        if (holder)
            return conflict(fmt::format("The {} {} is locked by {} (session {}).",
                                        singular_name(ancestor.table), key.to_text(), holder->name,
                                        holder->id));
    }
    return std::nullopt;
}

}  // namespace rasctl::simulator
