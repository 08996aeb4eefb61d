#include "simulator/model/plan_maker.hpp"

#include <algorithm>

#include "catalog/part_place.hpp"
#include "simulator/model/http_message.hpp"
#include "simulator/model/views.hpp"

namespace rasctl::simulator {
namespace {

using catalog::Operation;
using catalog::ResponseKind;

std::string_view parent_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

std::string_view last_of(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

std::size_t count_parameters(std::string_view path) {
    std::size_t count = 0;
    for (auto at = path.find("{}"); at != std::string_view::npos; at = path.find("{}", at + 2)) ++count;
    return count;
}

bool ends_with_id(std::string_view path) {
    return path.ends_with("/{}");
}

bool answers_object(Operation operation) {
    return operation.response_kind() == ResponseKind::value &&
           operation.response().kind() == catalog::Kind::object;
}

bool shows_ids(Operation operation) {
    const auto schema = operation.response().schema();
    return schema && schema->kind() == catalog::SchemaKind::object && schema->field("id").has_value();
}

bool has_site_query(Operation operation) {
    for (const catalog::Field field : operation.query_parameters())
        if (equal_ignoring_case(field.name(), "siteId")) return true;
    return false;
}

std::optional<EmbeddedList> embedded_at(std::string_view path) {
    for (const EmbeddedList& list : embedded_lists()) {
        const bool anywhere = list.path.starts_with("*");
        if (anywhere ? path.ends_with(list.path.substr(1)) : path == list.path) return list;
    }
    return std::nullopt;
}

}  // namespace

PlanMaker::PlanMaker(const catalog::Catalog& catalog, const std::vector<bool>& available) {
    for (const Operation operation : catalog.operations()) {
        if (!available[operation.index()]) continue;
        paths_[canonical_path(operation)].emplace(std::string(operation.method()), operation);
    }
}

std::optional<Operation> PlanMaker::find(std::string_view path, std::string_view method) const {
    const auto at = paths_.find(path);
    if (at == paths_.end()) return std::nullopt;
    const auto found = at->second.find(method);
    return found == at->second.end() ? std::nullopt : std::optional(found->second);
}

bool PlanMaker::has_readable_items(std::string_view path) const {
    const auto get = find(std::string(path) + "/{}", "GET");
    return get && answers_object(*get);
}

bool PlanMaker::is_collection(std::string_view path) const {
    if (path.empty() || embedded_at(path)) return false;
    if (has_readable_items(path)) return true;
    const auto post = find(path, "POST");
    if (!post) return false;
    const std::string item = std::string(path) + "/{}";
    // Version 19 lists and makes administrators, and has no path for one of them.
    const auto list = find(path, "GET");
    if (path.find('/') == std::string_view::npos && list && shows_ids(*list) && shows_ids(*post)) return true;
    // "mfa/totp" makes rows of "mfa"; it is no table of its own.
    if (!has(path, "GET") && has_readable_items(parent_of(path))) return false;
    return has(item, "PUT") || (answers_object(*post) && has(item, "DELETE"));
}

std::string PlanMaker::table_of_item(std::string_view path) const {
    for (const Alias& alias : aliases())
        if (alias.path == path) return std::string(alias.table);
    if (is_collection(path)) return std::string(path);
    if (!has(path, "GET") && has_readable_items(parent_of(path)) && !ends_with_id(path))
        return std::string(parent_of(path));
    return {};
}

std::vector<Ancestor> PlanMaker::ancestors(std::string_view path) const {
    std::vector<Ancestor> result;
    std::size_t parameter = 0;
    for (auto at = path.find("/{}"); at != std::string_view::npos; at = path.find("/{}", at + 3)) {
        std::string table = table_of_item(path.substr(0, at));
        if (!table.empty()) result.push_back({std::move(table), parameter});
        ++parameter;
    }
    return result;
}

Plan PlanMaker::plan(Operation operation) const {
    Plan plan;
    const std::string path = canonical_path(operation);
    plan.table = path;
    plan.ancestors = ancestors(path);
    plan.per_site = has_site_query(operation);
    if (plan_view(operation, path, plan) || plan_published_item(operation, path, plan) ||
        plan_embedded_list(operation, path, plan) || plan_status(operation, path, plan))
        return plan;
    if (ends_with_id(path))
        plan_item(operation, path, plan);
    else if (operation.method() == "GET")
        plan_read(operation, path, plan);
    else if (operation.method() == "POST")
        plan_post(operation, path, plan);
    else if (operation.method() == "PUT") {
        const auto get = find(path, "GET");
        if (get && answers_object(*get)) {
            plan.act = Act::update_settings;
            plan.per_site = has_site_query(*get);
        } else if (get && has(path, "POST")) {
            plan.act = Act::update_member;
        }
    } else if (operation.method() == "DELETE" && has(path, "POST")) {
        plan.act = Act::remove_member;
    }
    place_part(path, plan);
    return plan;
}

bool PlanMaker::plan_view(Operation operation, std::string_view path, Plan& plan) const {
    for (const View& view : views()) {
        if (view.method != operation.method() || view.path != path) continue;
        plan.act = view.act;
        plan.table = view.table;
        if (view.key != no_parameter) {
            plan.key = static_cast<std::size_t>(view.key);
            const bool known = std::ranges::any_of(plan.ancestors, [&](const Ancestor& ancestor) {
                return ancestor.parameter == *plan.key && ancestor.table == view.table;
            });
            if (!known) plan.ancestors.push_back({std::string(view.table), *plan.key});
        }
        if (view.filter_parameter != no_parameter) {
            plan.filter = view.filter;
            plan.filter_parameter = static_cast<std::size_t>(view.filter_parameter);
        }
        return true;
    }
    return false;
}

// One table holds folders, applications and desktops; their paths say which kind.
bool PlanMaker::plan_published_item(Operation operation, std::string_view path, Plan& plan) const {
    constexpr std::string_view item = "pubitems/{}/";
    constexpr std::string_view all = "pubitems/";
    const bool of_item = path.starts_with(item);
    if (!of_item && !path.starts_with(all)) return false;
    const std::string_view kind = path.substr(of_item ? item.size() : all.size());
    const bool is_kind = kind == "folders" || ((kind.starts_with("apps/") || kind.starts_with("desktops/")) &&
                                               has(std::string(all) + std::string(kind), "POST"));
    if (!is_kind) return false;
    plan.table = "pubitems";
    plan.kind = kind;
    if (of_item) {
        plan.key = 0;
        plan.act = operation.method() == "GET"   ? Act::get
                   : operation.method() == "PUT" ? Act::update
                                                 : Act::remove;
    } else {
        plan.act = operation.method() == "POST" ? Act::create : Act::list;
    }
    return true;
}

bool PlanMaker::plan_embedded_list(Operation operation, std::string_view path, Plan& plan) const {
    auto list = embedded_at(path);
    const bool entry = !list && ends_with_id(path);
    if (entry) list = embedded_at(parent_of(path));
    if (!list || plan.ancestors.empty()) return false;
    plan.table = plan.ancestors.front().table;
    plan.key = plan.ancestors.front().parameter;
    plan.member = list->member;
    plan.scalars = list->scalars;
    const std::string_view method = operation.method();
    plan.act = method == "GET"    ? Act::list_members
               : method == "POST" ? Act::add_member
               : method == "PUT"  ? Act::update_member
                                  : Act::remove_member;
    return true;
}

bool PlanMaker::plan_status(Operation operation, std::string_view path, Plan& plan) const {
    if (operation.method() != "GET" || last_of(path) != "status") return false;
    const std::string_view base = parent_of(path);
    if (ends_with_id(base)) {
        const std::string table = table_of_item(parent_of(base));
        if (table.empty()) return false;
        plan.act = Act::get_status;
        plan.table = table;
        plan.key = count_parameters(base) - 1;
        return true;
    }
    if (!is_collection(base)) return false;
    plan.act = Act::list_status;
    plan.table = base;
    return true;
}

void PlanMaker::plan_item(Operation operation, std::string_view path, Plan& plan) const {
    const std::string_view base = parent_of(path);
    const std::string table = table_of_item(base);
    const std::size_t parameter = count_parameters(path) - 1;
    const std::string_view method = operation.method();
    if (!table.empty()) {
        plan.table = table;
        plan.key = parameter;
        if (method == "GET")
            plan.act = Act::get;
        else if (method == "PUT" && last_of(base) != "movetogroup")
            plan.act = Act::update;
        else if (method == "DELETE")
            plan.act = Act::remove;
    } else if (method == "DELETE" && has(base, "POST")) {
        plan.table = base;
        plan.act = Act::remove_member;
    }
}

void PlanMaker::plan_read(Operation operation, std::string_view path, Plan& plan) const {
    const bool list = operation.response_kind() == ResponseKind::list;
    if (is_collection(path))
        plan.act = Act::list;
    else if (has(path, "POST") && (list || has(path, "DELETE")))
        plan.act = Act::list_members;
    else if (list)
        plan.act = Act::list;
    else if (answers_object(operation))
        plan.act = Act::get_settings;
}

void PlanMaker::plan_post(Operation operation, std::string_view path, Plan& plan) const {
    const std::string_view base = parent_of(path);
    const std::string_view last = last_of(path);
    if (is_collection(path)) {
        plan.act = Act::create;
    } else if (operation.status() == 201 && answers_object(operation) && is_collection(base)) {
        plan.act = Act::create;
        plan.table = base;
        plan.kind = last;
    } else if (operation.status() == 201 && (last == "duplicate" || last == "copy") && ends_with_id(base)) {
        plan.act = Act::duplicate;
        plan.table = table_of_item(parent_of(base));
        plan.key = count_parameters(base) - 1;
    } else if (operation.status() == 201 && has(path, "GET")) {
        plan.act = Act::add_member;
    }
}

std::optional<PlanMaker::Home> PlanMaker::home_above(std::string_view path) const {
    const auto part = find(path, "GET");
    if (!part || path.empty()) return std::nullopt;
    std::vector<std::string_view> words;
    std::string_view base = path;
    while (base.find('/') != std::string_view::npos) {
        words.insert(words.begin(), last_of(base));
        base = parent_of(base);
        const auto whole = find(base, "GET");
        const auto schema = whole && answers_object(*whole) ? whole->response().schema() : std::nullopt;
        if (!schema) continue;
        const auto member = catalog::member_showing(*schema, *part, words);
        if (!member) continue;
        auto home = home_of(base);
        if (home && !member->empty()) home->member += (home->member.empty() ? "" : ".") + *member;
        return home;
    }
    return std::nullopt;
}

std::optional<PlanMaker::Home> PlanMaker::home_of(std::string_view path) const {
    const auto get = find(path, "GET");
    if (!get || !answers_object(*get)) return std::nullopt;
    for (const View& view : views())
        if (view.path == path && view.method == "GET") return std::nullopt;
    if (ends_with_id(path)) {
        std::string table = table_of_item(parent_of(path));
        if (table.empty()) return std::nullopt;
        return Home{std::move(table), count_parameters(path) - 1, false, {}};
    }
    if (auto above = home_above(path)) return above;
    return Home{std::string(path), std::nullopt, has_site_query(*get), {}};
}

void PlanMaker::place_part(std::string_view path, Plan& plan) const {
    const bool settings = plan.act == Act::get_settings || plan.act == Act::update_settings;
    const bool members = plan.act == Act::list_members || plan.act == Act::add_member ||
                         plan.act == Act::remove_member || plan.act == Act::update_member;
    const bool plain_list = plan.act == Act::list && plan.table == path && !is_collection(path);
    if (!settings && !members && !plain_list) return;
    const bool entry = !settings && ends_with_id(path);
    auto home = home_above(entry ? parent_of(path) : path);
    if (!home) return;
    if (plain_list) plan.act = Act::list_members;
    plan.table = std::move(home->table);
    plan.key = home->key;
    plan.per_site = home->per_site;
    plan.member = std::move(home->member);
}

std::vector<ShownRows> PlanMaker::shown_rows() const {
    std::vector<ShownRows> result;
    for (const auto& [path, operations] : paths_) {
        const auto list = find(path, "GET");
        if (!list || list->response_kind() != ResponseKind::list || !is_collection(path)) continue;
        const auto home = home_above(path);
        const bool below =
            home && !home->member.empty() && path.starts_with(home->table + (home->key ? "/{}/" : "/"));
        if (below) result.push_back({home->table, path, home->member, list->response()});
    }
    return result;
}

std::vector<Resources::Row> PlanMaker::rows() const {
    std::map<std::string, Resources::Row> found;
    const auto note = [&](const std::string& table, std::string_view parameter, Operation shown) {
        const auto schema = shown.response().schema();
        if (table.empty() || !schema || found.contains(table)) return;
        std::string key = "id";
        if (const auto named = schema->field(parameter))
            key = named->name();
        else if (!schema->field("id")) {
            for (const std::string_view other : {"sessionID", "pid"})
                if (schema->field(other)) key = other;
        }
        found.emplace(table, Resources::Row{table, key, schema});
    };
    for (const auto& [path, operations] : paths_) {
        if (!ends_with_id(path)) continue;
        const std::string_view base = parent_of(path);
        std::optional<Operation> shown = find(path, "GET");
        if (!shown || !answers_object(*shown)) shown = find(base, "POST");
        if (!shown || !answers_object(*shown)) shown = find(base, "GET");
        const auto& parameters = operations.begin()->second.path_parameters();
        if (shown && !parameters.empty())
            note(table_of_item(base), parameters[parameters.size() - 1].name(), *shown);
    }
    for (const View& view : views())
        if (const auto shown = find(view.path, view.method);
            shown && view.method == "GET" && view.act != Act::list_status && view.act != Act::get_status)
            note(std::string(view.table), "id", *shown);
    std::vector<Resources::Row> result;
    result.reserve(found.size());
    for (auto& [table, row] : found) result.push_back(std::move(row));
    return result;
}

}  // namespace rasctl::simulator
