#include "simulator/api/references.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rasctl::simulator {
namespace {

struct Singular {
    std::string_view table;
    std::string_view name;
};

constexpr std::array singulars{
    Singular{"site", "site"},
    Singular{"gateway", "gateway"},
    Singular{"rds/host", "RD session host"},
    Singular{"rds/hostpool", "RDS host pool"},
    Singular{"rds/template", "RDS template"},
    Singular{"rds/templateversion", "template version"},
    Singular{"vdi/template", "VDI template"},
    Singular{"vdi/templateversion", "template version"},
    Singular{"vdi/hostpool", "VDI host pool"},
    Singular{"avd/template", "AVD template"},
    Singular{"avd/templateversion", "template version"},
    Singular{"avd/hostpool", "AVD host pool"},
    Singular{"avd/workspace", "AVD workspace"},
    Singular{"connectionbroker", "connection broker"},
    Singular{"enrollmentserver", "enrollment server"},
    Singular{"pubitems", "published item"},
    Singular{"clientpolicies", "client policy"},
    Singular{"certificates", "certificate"},
    Singular{"adminaccount", "administrator"},
    Singular{"provider", "provider"},
    Singular{"halb", "HALB"},
    Singular{"theme", "theme"},
    Singular{"mfa", "MFA provider"},
    Singular{"samlidp", "SAML identity provider"},
    Singular{"notifications", "notification"},
    Singular{"notificationscripts", "notification script"},
    Singular{"customroutes", "custom route"},
    Singular{"rdsession", "session"},
    Singular{"rdprocess", "process"},
    Singular{"hostprocess", "process"},
    Singular{"vdihost", "VDI host"},
    Singular{"avdhost", "AVD host"},
    Singular{"tenant", "tenant"},
};

bool means_none(std::int64_t id) {
    return id <= 0 || id == 4294967295;
}

// Which of the three kinds of templates a version belongs to, the field does not say.
constexpr std::array version_tables{std::string_view("rds/templateversion"),
                                    std::string_view("vdi/templateversion"),
                                    std::string_view("avd/templateversion")};

bool is_version(Farm& farm, const RowKey& key) {
    if (std::ranges::any_of(version_tables,
                            [&](std::string_view table) { return farm.store().contains(table, key); }))
        return true;
    return exists_or_made(farm, version_tables.front(), key);
}

// The kind of object that a field refers to: `referenceType` beside `referenceId` tells it by its value,
// where the field alone could mean several. Nothing where that is not said.
std::string_view kind_referred_to(catalog::Field field, catalog::Handles<catalog::Field> fields,
                                  const json::Object& values, bool is_made) {
    std::string name(field.name());
    if (!name.ends_with("Id")) return field.refers();
    name.replace(name.size() - 2, 2, "Type");
    for (const catalog::Field tells : fields) {
        const auto schema = tells.type().schema();
        if (tells.name() != name || !schema || schema->kind() != catalog::SchemaKind::enumeration) continue;
        std::size_t kinds = 0;
        for (const catalog::EnumValue value : schema->values())
            if (!table_of_kind(value.name()).empty()) ++kinds;
        if (kinds < 2) break;
        const json::Value* told = values.find(name);
        // What is made without a type gets the first, as every enumeration does.
        const auto number = told ? told->to_int64() : is_made ? std::optional<std::int64_t>(0) : std::nullopt;
        const auto value = number ? schema->value(*number) : std::nullopt;
        return value ? value->name() : std::string_view{};
    }
    return field.refers();
}

std::string dangling(Farm& farm, catalog::Field field, std::string_view kind, const json::Value& value) {
    const bool version = kind == "TemplateVersion";
    const std::string_view table = version ? version_tables.front() : table_of_kind(kind);
    if (table.empty() || !farm.resources().is_collection(table)) return {};
    const auto check = [&](const json::Value& one) -> std::string {
        if (!one.is_number()) return {};
        const auto id = one.to_int64();
        if (!id || means_none(*id)) return {};
        if (version ? is_version(farm, *id) : exists_or_made(farm, table, *id)) return {};
        return fmt::format("no {} has the ID {} ({})", singular_name(table), *id, field.name());
    };
    if (!value.is_array()) return check(value);
    for (const json::Value& one : value.as_array())
        if (std::string problem = check(one); !problem.empty()) return problem;
    return {};
}

}  // namespace

std::string_view singular_name(std::string_view table) {
    for (const Singular& known : singulars)
        if (known.table == table) return known.name;
    return "object";
}

bool exists_or_made(Farm& farm, std::string_view table, const RowKey& key) {
    if (farm.store().contains(table, key)) return true;
    if (!farm.options().any_id) return false;
    json::Object row;
    const std::string_view field = farm.resources().key_field(table);
    row.append(std::string(field), key.text.empty() ? json::Value(key.number) : json::Value(key.text));
    farm.add(table, std::move(row));
    return farm.store().contains(table, key);
}

std::string dangling_reference(Farm& farm, catalog::Handles<catalog::Field> fields,
                               const json::Object& values, bool is_made) {
    for (const catalog::Field field : fields) {
        const json::Value* value = values.find(field.name());
        if (!value || value->is_null()) continue;
        if (const std::string_view kind = kind_referred_to(field, fields, values, is_made); !kind.empty())
            if (std::string problem = dangling(farm, field, kind, *value); !problem.empty()) return problem;
        const auto nested =
            field.type().kind() == catalog::Kind::object ? field.type().schema() : std::nullopt;
        if (nested && value->is_object())
            if (std::string problem = dangling_reference(farm, *nested, value->as_object(), is_made);
                !problem.empty())
                return problem;
    }
    return {};
}

std::string dangling_reference(Farm& farm, catalog::Schema schema, const json::Object& body, bool is_made) {
    return dangling_reference(farm, schema.fields(), body, is_made);
}

}  // namespace rasctl::simulator
