// POST on a collection.
#include <fmt/format.h>

#include <array>

#include "json/reader.hpp"
#include "simulator/api/generic.hpp"
#include "simulator/api/parts.hpp"
#include "simulator/api/references.hpp"
#include "simulator/api/row_stream.hpp"
#include "simulator/api/session.hpp"
#include "simulator/api/shown_place.hpp"
#include "simulator/api/status.hpp"
#include "simulator/model/shape.hpp"

namespace rasctl::simulator {
namespace {

using catalog::Schema;

struct KindValue {
    std::string_view table;
    std::string_view kind;
    std::string_view member;
    int value;
};

// What a row's type is where the path that made it says so and the name of the enumeration's value does not.
constexpr std::array kind_values{
    KindValue{"pubitems", "folders", "type", 1},
    KindValue{"pubitems", "apps/rds", "type", 2},
    KindValue{"pubitems", "desktops/rds", "type", 3},
    KindValue{"pubitems", "desktops/vdi", "type", 4},
    KindValue{"pubitems", "apps/local", "type", 6},
    KindValue{"pubitems", "apps/vdi", "type", 7},
    KindValue{"pubitems", "apps/avd", "type", 8},
    KindValue{"pubitems", "desktops/avd", "type", 9},
    KindValue{"provider", "vcenter", "type", 15},
    KindValue{"provider", "scale", "type", 20},
    KindValue{"provider", "nutanixpc", "type", 18},
    KindValue{"rds/host/schedule", "", "objType", 44},
    KindValue{"rds/hostpool/schedule", "", "objType", 44},
    KindValue{"vdi/hostpool/schedule", "", "objType", 100},
    KindValue{"provider/vm/vdihost/schedule", "", "objType", 100},
    KindValue{"avd/hostpool/schedule", "", "objType", 92},
    KindValue{"provider/vm/avdhost/schedule", "", "objType", 92},
};

// Tables whose new rows are servers that wait for the settings to be applied.
constexpr std::array server_tables{std::string_view("gateway"),          std::string_view("rds/host"),
                                   std::string_view("connectionbroker"), std::string_view("enrollmentserver"),
                                   std::string_view("provider"),         std::string_view("halb")};

void set_default(json::Object& row, Schema schema, std::string_view name, const json::Value& value) {
    const auto field = schema.field(name);
    if (field && field->default_json().empty() && !row.find_ignoring_case(name))
        row.set(field->name(), value);
}

// What the catalogue says that a field holds when nobody sets it: by the request's fields first.
void set_catalogue_defaults(Schema from, Schema schema, json::Object& row) {
    for (const catalog::Field field : from.fields()) {
        if (field.default_json().empty() || row.find(field.name()) || !schema.field(field.name())) continue;
        if (auto value = json::parse(field.default_json())) row.set(field.name(), std::move(*value));
    }
}

// Members that the service fills in from what else it knows.
void complete(const Call& call, Schema schema, json::Object& row) {
    if (const auto body = call.operation.body()) set_catalogue_defaults(*body, schema, row);
    set_catalogue_defaults(schema, schema, row);
    take_path_parameters(call, schema, row);
    set_default(row, schema, "siteId", call.site());
    set_default(row, schema, "publishToSite", json::Array{json::Value(call.site())});
    if (const json::Value* server = row.find("server")) {
        const json::Value name = *server;
        set_default(row, schema, "directAddress", name);
        for (const std::string_view member : {"iPs", "ip"})
            set_default(row, schema, member, address_of_server(name.scalar_text()));
    }
}

// The member by which people tell the table's rows apart, where two may not have the same.
std::string_view unique_member(std::string_view table, Schema schema) {
    if (table == "pubitems" || table.find("messages") != std::string_view::npos) return {};
    if (schema.field("server")) return "server";
    if (schema.field("name")) return "name";
    return {};
}

}  // namespace

std::string conflicting(const Farm& farm, const std::string& table, Schema schema, const json::Object& row,
                        const std::optional<RowKey>& self) {
    const std::string_view member = unique_member(table, schema);
    const json::Value* value = member.empty() ? nullptr : row.find(member);
    if (!value || value->scalar_text().empty()) return {};
    const json::Value* site = row.find_ignoring_case("siteId");
    const std::string written = "\"" + std::string(member) + "\":";
    const Table* rows = farm.store().table(table);
    if (!rows) return {};
    // An update may say nothing of the site, and a row its own name again.
    const auto own = self ? farm.read(table, *self) : std::nullopt;
    if (!site && own) site = own->find_ignoring_case("siteId");
    for (const auto& [key, text] : *rows) {
        if (self && key == *self) continue;
        if (text.find(written) == std::string::npos) continue;
        const json::Object other = parse_row(text);
        const json::Value* other_value = other.find(member);
        const json::Value* other_site = other.find_ignoring_case("siteId");
        const bool same_site = !site || !other_site || same_value(*other_site, *site);
        if (same_site && other_value && same_value(*other_value, *value))
            return fmt::format("The {} {} already exists.", singular_name(table), value->scalar_text());
    }
    return {};
}

void set_kind(const std::string& table, const std::string& kind, Schema schema, json::Object& row) {
    if (!kind.empty()) row.set("$kind", kind);
    for (const KindValue& known : kind_values)
        if (known.table == table && (known.kind == kind || known.kind.empty()) && !row.find(known.member))
            row.set(known.member, known.value);
    for (const std::string_view member : {"type", "action"}) {
        const auto field = schema.field(member);
        if (kind.empty() || !field || row.find(field->name()) ||
            field->type().kind() != catalog::Kind::enumeration)
            continue;
        const auto values = field->type().schema();
        if (const auto value = values ? values->value(std::string_view(kind)) : std::nullopt)
            row.set(field->name(), value->number());
    }
}

Response create_row(Farm& farm, const Handlers& handlers, const Call& call) {
    const Plan& plan = farm.resources().plan(call.operation);
    const std::string table = fill(plan.table, call.parameters);
    const auto answered = call.operation.response().schema();
    const auto schema = answered ? answered : farm.resources().row_schema(plan.table);
    json::Object sent = call.body.is_object() ? call.body.as_object() : json::Object{};
    if (const auto body = call.operation.body())
        for (const catalog::Field field : body->fields())
            if (field.secret()) sent.erase(field.name());  // what nobody can read back need not be kept
    json::Object row = as_shown(sent, call.operation.body(), schema);
    if (schema) {
        set_kind(table, plan.kind, *schema, row);
        complete(call, *schema, row);
        if (plan.per_site && !shows_site(*schema)) row.set("siteId", call.site());
        if (const std::string taken = conflicting(farm, table, *schema, row); !taken.empty())
            return conflict(taken);
    }
    const json::Value* given = row.find_ignoring_case(farm.resources().key_field(table));
    if (given && farm.store().contains(table, RowKey::from(given->scalar_text())))
        return conflict(fmt::format("The {} {} already exists.", singular_name(table), given->scalar_text()));
    const RowKey key = farm.add(table, std::move(row), call.admin ? call.admin->name : "administrator");
    take_rows(farm, table, key);
    for (const std::string_view server : server_tables)
        if (server == table) farm.await_apply(table, key);
    farm.mark_pending();
    json::Object stored = farm.read(table, key).value_or(json::Object{});
    handlers.run_create(farm, table, key, stored);
    if (!answered) return created();
    RowList list;
    list.table = table;
    list.type = call.operation.response();
    return created(shown_row(farm, handlers, list, key, farm.read(table, key).value_or(json::Object{})));
}

}  // namespace rasctl::simulator
