#include "simulator/api/generic.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "simulator/api/parts.hpp"
#include "simulator/api/references.hpp"
#include "simulator/api/removal.hpp"
#include "simulator/api/row_stream.hpp"
#include "simulator/api/session.hpp"
#include "simulator/api/shown_place.hpp"
#include "simulator/api/status.hpp"
#include "simulator/model/shape.hpp"
#include "simulator/store/dotted.hpp"

namespace rasctl::simulator {
namespace {

using catalog::Schema;

const Plan& plan_of(const Farm& farm, const Call& call) {
    return farm.resources().plan(call.operation);
}

json::Object body_of(const Call& call) {
    return call.body.is_object() ? call.body.as_object() : json::Object{};
}

std::string caller(const Call& call) {
    return call.admin ? call.admin->name : "administrator";
}

std::string missing(std::string_view table, const RowKey& key) {
    return fmt::format("The {} {} does not exist.", singular_name(table), key.to_text());
}

Response list_rows(Farm& farm, const Handlers& handlers, const Call& call) {
    const Plan& plan = plan_of(farm, call);
    RowList list;
    list.table = fill(plan.table, call.parameters);
    list.type = call.operation.response();
    list.status = plan.act == Act::list_status;
    if (!plan.kind.empty()) list.stored.push_back({"$kind", plan.kind});
    if (!plan.filter.empty()) list.stored.push_back({plan.filter, call.parameters.at(plan.filter_parameter)});
    const auto schema = list.type.schema();
    if (schema && plan.per_site && !shows_site(*schema)) list.site = call.site();
    for (const auto& [name, value] : call.query) {
        const auto field = schema ? schema->field(name) : std::nullopt;
        if (field && !(value.is_string() && value.as_string().empty()))
            list.shown.push_back({std::string(field->name()), value});
    }
    return row_response(farm, handlers, std::move(list));
}

bool is_of_kind(const Plan& plan, const json::Object& row) {
    if (plan.kind.empty()) return true;
    const json::Value* kind = row.find("$kind");
    // Rows made by other means (a seed without kinds, --any-id) are whatever they are asked for.
    return !kind || kind->scalar_text() == plan.kind;
}

Response get_row(Farm& farm, const Handlers& handlers, const Call& call) {
    const Plan& plan = plan_of(farm, call);
    RowList list;
    list.table = fill(plan.table, call.parameters);
    list.type = call.operation.response();
    list.status = plan.act == Act::get_status;
    const RowKey key = call.key(*plan.key);
    auto row = farm.read(list.table, key);
    if (!row || !is_of_kind(plan, *row)) return not_found(missing(list.table, key));
    return ok(shown_row(farm, handlers, list, key, std::move(*row)));
}

// An object whose new name is its key is found by that from now on.
RowKey key_after_change(Farm& farm, const std::string& table, const RowKey& key, const json::Object& row) {
    const json::Value* name = row.find_ignoring_case(farm.resources().key_field(table));
    if (key.text.empty() || !name || name->scalar_text().empty()) return key;
    RowKey now = RowKey::from(name->scalar_text());
    if (now == key || farm.store().contains(table, now)) return key;
    farm.store().erase(table, key);
    farm.store().write(table, now, row);
    return now;
}

Response update_row(Farm& farm, const Handlers& handlers, const Call& call) {
    const Plan& plan = plan_of(farm, call);
    const std::string table = fill(plan.table, call.parameters);
    const RowKey key = call.key(*plan.key);
    const auto row = farm.read(table, key);
    if (!row || !is_of_kind(plan, *row)) return not_found(missing(table, key));
    const auto item = shown_schema(farm, call.operation);
    const auto schema = item ? item : farm.resources().row_schema(plan.table);
    const json::Object changes = as_shown(body_of(call), call.operation.body(), schema);
    if (schema)
        if (const std::string taken = conflicting(farm, table, *schema, changes, key); !taken.empty())
            return conflict(taken);
    farm.change(table, key, changes, caller(call));
    take_rows(farm, table, key);
    json::Object changed = farm.read(table, key).value_or(json::Object{});
    handlers.run_update(farm, table, key_after_change(farm, table, key, changed), changed);
    farm.mark_pending();
    return no_content();
}

Response remove_row(Farm& farm, const Handlers& handlers, const Call& call) {
    const Plan& plan = plan_of(farm, call);
    const std::string table = fill(plan.table, call.parameters);
    const RowKey key = call.key(*plan.key);
    auto row = farm.read(table, key);
    if (!row || !is_of_kind(plan, *row)) return not_found(missing(table, key));
    const json::Value* licensing = row->find("licensingSite");
    if (licensing && licensing->is_bool() && licensing->as_bool())
        return business_error("the licensing site cannot be deleted");
    if (table == "certificates")
        if (const std::string user = user_of(farm, table, key); !user.empty())
            return conflict(fmt::format("The certificate {} is in use by the {}.", key.to_text(), user));
    remove_object(farm, handlers, table, key);
    farm.mark_pending();
    return no_content();
}

std::string copy_name(const Farm& farm, const std::string& table, const std::string& name) {
    const auto taken = [&](const std::string& wanted) {
        return std::ranges::any_of(farm.store().keys(table), [&](const RowKey& key) {
            const auto row = farm.read(table, key);
            const json::Value* found = row ? row->find("name") : nullptr;
            return found && equal_ignoring_case(found->scalar_text(), wanted);
        });
    };
    std::string wanted = "Copy of " + name;
    for (int i = 2; taken(wanted); ++i) wanted = fmt::format("Copy ({}) of {}", i, name);
    return wanted;
}

Response duplicate_row(Farm& farm, const Handlers& handlers, const Call& call) {
    const Plan& plan = plan_of(farm, call);
    const std::string table = fill(plan.table, call.parameters);
    const RowKey key = call.key(*plan.key);
    auto row = farm.read(table, key);
    if (!row) return not_found(missing(table, key));
    for (const std::string_view own : {"id", "adminCreate", "adminLastMod", "timeCreate", "timeLastMod"})
        row->erase(own);
    if (const json::Value* name = row->find("name"))
        row->set("name", copy_name(farm, table, name->scalar_text()));
    const RowKey copy = farm.add(table, std::move(*row), caller(call));
    // What hangs below the original hangs below the copy too.
    const std::string below = table + "/" + key.to_text() + "/";
    std::vector<std::pair<std::string, RowKey>> rows;
    for (const auto& [name, content] : farm.store().tables())
        if (name.starts_with(below))
            for (const auto& [row_key, text] : content) rows.emplace_back(name, row_key);
    for (const auto& [name, row_key] : rows)
        farm.store().write_text(table + "/" + copy.to_text() + "/" + name.substr(below.size()), row_key,
                                *farm.store().text(name, row_key));
    farm.mark_pending();
    RowList list;
    list.table = table;
    list.type = call.operation.response();
    return created(shown_row(farm, handlers, list, copy, farm.read(table, copy).value_or(json::Object{})));
}

// Settings that nobody has changed are as old as the farm.
void take_stamps(const Farm& farm, Schema schema, json::Object& object) {
    const std::string beginning = Clock::date_time(beginning_of(farm));
    for (const char* name : {"timeCreate", "timeLastMod"})
        if (schema.field(name) && !object.find(name)) object.set(name, beginning);
    for (const char* name : {"adminCreate", "adminLastMod"})
        if (schema.field(name) && !object.find(name)) object.set(name, "administrator");
}

Response get_settings(Farm& farm, const Handlers& handlers, const Call& call) {
    const Plan& plan = plan_of(farm, call);
    const std::string table = fill(plan.table, call.parameters);
    const RowKey key = row_key(plan, call.parameters, call.site());
    json::Object object = farm.read(table, key).value_or(json::Object{});
    show_rows(farm, table, key, object);
    if (plan.member.empty()) {
        handlers.run_decorate(farm, table, key, object);
    } else {
        const json::Value* inner = value_at(object, plan.member);
        json::Object part = inner && inner->is_object() ? inner->as_object() : json::Object{};
        object = std::move(part);
    }
    const auto schema = call.operation.response().schema();
    if (!schema) return ok(object);
    take_path_parameters(call, *schema, object);
    take_stamps(farm, *schema, object);
    if (const auto site = schema->field("siteId");
        site && plan.per_site && !object.find_ignoring_case("siteId"))
        object.set(site->name(), call.site());
    return ok(project(*schema, object, farm.options().api));
}

Response update_settings(Farm& farm, const Handlers& handlers, const Call& call) {
    const Plan& plan = plan_of(farm, call);
    const std::string table = fill(plan.table, call.parameters);
    const RowKey key = row_key(plan, call.parameters, call.site());
    const auto shown = shown_schema(farm, call.operation);
    json::Object changes = nested(plan.member, as_shown(body_of(call), call.operation.body(), shown));
    if (!plan.key && plan.member.empty() && shown && shown->field("timeLastMod")) {
        changes.set("adminLastMod", caller(call));
        changes.set("timeLastMod", farm.clock().date_time());
    }
    if (plan.key)
        farm.change(table, key, changes, caller(call));
    else
        farm.set_singleton(table, key.number, changes);
    take_rows(farm, table, key);
    json::Object changed = farm.read(table, key).value_or(json::Object{});
    handlers.run_update(farm, table, key, changed);
    farm.mark_pending();
    return no_content();
}

}  // namespace

void take_path_parameters(const Call& call, Schema schema, json::Object& object) {
    const auto parameters = call.operation.path_parameters();
    for (std::size_t i = 0; i < parameters.size() && i < call.parameters.size(); ++i) {
        if (equal_ignoring_case(parameters[i].name(), "id")) continue;
        const auto field = schema.field(parameters[i].name());
        if (!field || object.find(field->name())) continue;
        const RowKey key = call.key(i);
        const bool number = field->type().kind() == catalog::Kind::integer && key.text.empty();
        object.set(field->name(), number ? json::Value(key.number) : json::Value(call.parameters[i]));
    }
}

bool is_modelled_generically(const Plan& plan) {
    return plan.act != Act::other;
}

Response run_generic(Farm& farm, const Handlers& handlers, const Call& call) {
    switch (plan_of(farm, call).act) {
        case Act::list:
        case Act::list_status:
            return list_rows(farm, handlers, call);
        case Act::get:
        case Act::get_status:
            return get_row(farm, handlers, call);
        case Act::create:
            return create_row(farm, handlers, call);
        case Act::update:
            return update_row(farm, handlers, call);
        case Act::remove:
            return remove_row(farm, handlers, call);
        case Act::duplicate:
            return duplicate_row(farm, handlers, call);
        case Act::get_settings:
            return get_settings(farm, handlers, call);
        case Act::update_settings:
            return update_settings(farm, handlers, call);
        case Act::list_members:
        case Act::add_member:
        case Act::remove_member:
        case Act::update_member:
            return run_members(farm, handlers, call);
        case Act::other:
            break;
    }
    return shaped_answer(farm, call);
}

}  // namespace rasctl::simulator
