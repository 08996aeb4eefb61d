#include "simulator/demo/seed.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "error/try.hpp"
#include "simulator/api/generic.hpp"
#include "simulator/api/handlers.hpp"
#include "simulator/demo/age.hpp"
#include "simulator/demo/relative_time.hpp"
#include "simulator/model/http_message.hpp"
#include "simulator/model/validation.hpp"
#include "simulator/store/farm_text.hpp"
#include "simulator/store/object_literal.hpp"

namespace rasctl::simulator {
namespace {

void add_site(Farm& farm, std::string_view name) {
    farm.add("site", object({{"id", 1}, {"name", name}, {"licensingSite", true}}));
}

void add_sole_administrator(Farm& farm) {
    farm.add(
        "adminaccount",
        object(
            {{"name", "administrator"}, {"enabled", true}, {"fullPermissions", true}, {"permissions", 1}}));
}

void add_license(Farm& farm) {
    farm.set_singleton("license", 0,
                       object({{"licenseType", "Parallels Remote Application Server SPLA"},
                               {"licenseKey", "****-ME****-****-B9****-CV55K2"},
                               {"expiryDate", "21/02/2031"},
                               {"usersPeak", "0"},
                               {"usersLicenseInfo", "0"},
                               {"billingPeriodStart", "03/05/2026 05:30"},
                               {"billingPeriodEnd", "02/06/2026 05:30"},
                               {"paUserName", "administrator"},
                               {"paUserEmail", "administrator@example.com"},
                               {"supportExpireDate", "23/03/2031"},
                               {"upgradeInsurance", "23/03/2031"},
                               {"licenseFirstActive", "21/02/2018 12:39"},
                               {"type", 3}}));
}

void add_basics(Farm& farm, std::string_view site) {
    add_site(farm, site);
    farm.reserve_id(9);
    add_sole_administrator(farm);
    add_license(farm);
    farm.set_singleton("$identity", 0, object({{"name", "Farm"}}));
}

// "/api/RDS/Host" -> "rds/host"
std::string table_of_path(std::string_view path) {
    std::string table = lower_case(path);
    if (table.starts_with("/")) table.erase(0, 1);
    if (table.starts_with("api/")) table.erase(0, 4);
    return table;
}

Error bad_farm_file(std::string why) {
    return Error{ExitCode::usage, "cannot read the farm", std::move(why), ""};
}

// What begins with "$" is the simulator's own, and its code relies on the shape of it.
bool is_own(const json::Member& member) {
    return member.name.starts_with('$');
}

// Whether an object at that path is a setting that the API has.
bool is_setting(const Farm& farm, std::string_view table) {
    for (const catalog::Operation operation : farm.catalog().operations())
        if (farm.resources().available(operation) && operation.method() == "GET" &&
            match_pattern(canonical_path(operation), table))
            return true;
    return false;
}

struct FilePlace {
    std::string table;
    std::string kind;
};

// Where the objects of a file's path are kept: those of "PubItems/Apps/RDS" among the other items.
std::optional<FilePlace> file_place(const Farm& farm, const std::string& path) {
    if (farm.resources().is_collection(path)) return FilePlace{path, {}};
    for (const catalog::Operation operation : farm.catalog().operations()) {
        if (!farm.resources().available(operation) || canonical_path(operation) != path) continue;
        const Plan& plan = farm.resources().plan(operation);
        if (plan.act == Act::create && !plan.kind.empty()) return FilePlace{plan.table, plan.kind};
    }
    return std::nullopt;
}

// The row as the store keeps it: checked against what GET shows, enumerations and numbers in one form.
Result<json::Object> row_of_file(Farm& farm, const std::string& path, const FilePlace& place,
                                 const json::Value& given) {
    const std::string& table = place.table;
    if (!given.is_object()) return bad_farm_file(path + " must be a list of objects");
    json::Object row;
    json::Object inside;  // members that the API does not show
    for (const auto& [name, value] : given.as_object()) {
        // Passwords of administrators are for logging on, never for showing.
        if (name == "password" && table == "adminaccount")
            inside.set("$password", value);
        else if (name.starts_with('$'))
            return bad_farm_file(path + " has a member that begins with $");
        else
            row.set(name, value);
    }
    if (const auto schema = farm.resources().row_schema(table)) {
        CheckedBody checked = check_body(*schema, row, BodyUse::farm_file, farm.options().api);
        if (!checked.problems.empty())
            return bad_farm_file(path + ": " + checked.problems.begin()->second.front());
        row = std::move(checked.object);
        set_kind(table, place.kind, *schema, row);
    }
    for (const auto& [name, value] : inside) row.set(name, value);
    const json::Value* key = row.find_ignoring_case(farm.resources().key_field(table));
    if (key && farm.store().contains(table, RowKey::from(key->scalar_text())))
        return bad_farm_file(path + " holds the ID " + key->scalar_text() + " twice");
    return row;
}

Result<json::Value> farm_of_text(const Farm& farm, std::string_view text) {
    auto value = parse_farm_text(text);
    if (!value) return bad_farm_file(value.error().why);
    if (!value->is_object()) return bad_farm_file("it must be an object of collection paths");
    resolve_relative_times(*value, farm.clock().now());
    return value;
}

}  // namespace

void seed_empty(Farm& farm, std::size_t) {
    add_basics(farm, "Site 1");
    farm.add("connectionbroker",
             object({{"server", "broker1.example.com"}, {"siteId", 1}, {"enabled", true}}));
    // Every farm has three, which can only be renamed; their IDs are below those of what is created.
    for (const int id : {6, 7, 8})
        farm.add("apppackagesettings/tags", object({{"id", id}, {"name", fmt::format("Tag {}", id - 5)}}));
}

void seed_sample(Farm& farm, std::size_t) {
    add_basics(farm, "site11");
    farm.add("connectionbroker", object({{"server", "MC2019"}, {"siteId", 1}, {"enabled", true}}));
    farm.add(
        "gateway",
        object(
            {{"id", 218}, {"server", "126.0.0.5"}, {"iPs", "126.0.0.5"}, {"siteId", 1}, {"enabled", true}}));
    farm.set_singleton("license", 0,
                       object({{"expiryDate", "21/02/2021"},
                               {"billingPeriodStart", "03/05/2019 05:30"},
                               {"billingPeriodEnd", "02/06/2019 05:30"},
                               {"supportExpireDate", "23/03/2021"},
                               {"upgradeInsurance", "23/03/2021"}}));
}

Result<demo::Ages> seed_from_own_text(Farm& farm, std::string_view text) {
    TRY_LET(const auto value, farm_of_text(farm, text));
    std::vector<std::string> tables;
    for (const auto& [path, content] : value.as_object()) tables.push_back(table_of_path(path));
    const demo::Ages ages(std::move(tables), farm.clock().now());
    for (const auto& [path, content] : value.as_object()) {
        const std::string table = table_of_path(path);
        if (content.is_object()) {
            const json::Value* site = content.find("siteId");
            farm.set_singleton(table, site ? site->to_int64().value_or(0) : 0, content.as_object());
            continue;
        }
        const json::Array& rows = content.as_array();
        for (std::size_t place = 0; place < rows.size(); ++place) {
            json::Object row = rows[place].as_object();
            ages.put(row, table, place, rows.size());
            farm.add(table, std::move(row));
        }
    }
    return ages;
}

Result<> seed_from_text(Farm& farm, std::string_view text) {
    TRY_LET(auto value, farm_of_text(farm, text));
    for (const auto& [path, content] : value.as_object()) {
        const std::string table = table_of_path(path);
        if (table.starts_with('$')) return bad_farm_file(path + " is no collection");
        if (content.is_object()) {
            if (!is_setting(farm, table)) return bad_farm_file("the API has no " + path);
            if (std::ranges::any_of(content.as_object(), is_own))
                return bad_farm_file(path + " has a member that begins with $");
            const json::Value* site = content.find("siteId");
            farm.set_singleton(table, site ? site->to_int64().value_or(0) : 0, content.as_object());
            continue;
        }
        if (!content.is_array()) return bad_farm_file(path + " must be a list of objects");
        const auto place = file_place(farm, table);
        if (!place) return bad_farm_file("the API has no list " + path);
        for (const json::Value& given : content.as_array()) {
            TRY_LET(auto row, row_of_file(farm, path, *place, given));
            farm.add(place->table, std::move(row));
        }
    }
    if (farm.store().count("site") == 0) add_site(farm, "Site 1");
    if (farm.store().count("license") == 0) add_license(farm);
    return {};
}

}  // namespace rasctl::simulator
