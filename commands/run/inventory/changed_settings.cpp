#include "commands/run/inventory/changed_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "farm/row_member.hpp"
#include "json/reader.hpp"

namespace rasctl::commands {
namespace {

using json::Value;

// Who an object is, and who wrote it when: no settings.
constexpr std::array<std::string_view, 7> no_settings{
    "id", "siteId", "siteID", "adminCreate", "adminLastMod", "timeCreate", "timeLastMod"};

bool is_nothing(const Value& value) {
    if (value.is_null()) return true;
    if (value.is_bool()) return !value.as_bool();
    if (value.is_string() && value.as_string().empty()) return true;
    if (value.is_array()) return value.as_array().empty();
    // A moment that never was.
    if (value.is_string() && value.as_string().starts_with("1970-01-01T00:00")) return true;
    return value.is_number() && value.to_double() == 0.0;
}

class Collector {
  public:
    Collector(const catalog::Operation& reading, const std::set<std::string>& shown, const ObjectNames& names)
        : shown_(shown), names_(names) {
        const auto update =
            reading.catalog().command(fmt::format("{} update", reading.command().noun().name()));
        if (update && update->operation_count() > 0) written_ = update->operation(0).body();
    }

    void collect(const Value& object, const std::optional<catalog::Schema>& schema,
                 const std::string& above) {
        for (const json::Member& member : object.as_object()) {
            if (above.empty() && std::ranges::find(no_settings, member.name) != no_settings.end()) continue;
            const std::string path = above + member.name;
            if (shown_.contains(path)) continue;
            const auto field = schema ? schema->field(member.name) : std::nullopt;
            if (field && (field->secret() || field->read_only())) continue;
            if (above.empty() && is_set_by_server(member)) continue;
            if (is_inherited(object, member.name, field)) continue;
            if (member.value.is_object())
                collect(member.value, field ? field->type().schema() : std::nullopt, path + ".");
            else
                add(path, member.value, field);
        }
    }

    std::vector<inventory::Setting> settings{};

  private:
    static bool is_on(const Value& object, const std::optional<catalog::Field>& governor) {
        return governor && farm::text_of(object, governor->name()) == "true";
    }

    // What no body that changes the object takes. Parts are written by requests of their own.
    bool is_set_by_server(const json::Member& member) const {
        const bool is_part = member.value.is_object() || member.value.is_array();
        return !is_part && written_ && !written_->field(member.name);
    }

    // The body that changes an object knows its switches of inheritance, its answer may not.
    bool is_inherited(const Value& object, const std::string& name,
                      const std::optional<catalog::Field>& field) const {
        if (field && is_on(object, field->governed_by())) return true;
        const auto written = written_ ? written_->field(name) : std::nullopt;
        return written && is_on(object, written->governed_by());
    }

    void add(const std::string& path, const Value& value, const std::optional<catalog::Field>& field) {
        inventory::Setting setting{.field = path, .value = value_text(value, field, names_)};
        if (field && !field->default_json().empty()) {
            const auto usual = json::parse(field->default_json());
            if (usual) setting.usual = value_text(*usual, field, names_);
        }
        if (setting.usual ? *setting.usual == setting.value : is_nothing(value)) return;
        settings.push_back(std::move(setting));
    }

    const std::set<std::string>& shown_;
    const ObjectNames& names_;
    std::optional<catalog::Schema> written_{};
};

}  // namespace

std::vector<inventory::Setting> changed_settings(const catalog::Operation& reading, const Value& object,
                                                 const std::set<std::string>& shown,
                                                 const ObjectNames& names) {
    if (!object.is_object()) return {};
    Collector collector(reading, shown, names);
    collector.collect(object, reading.response().schema(), "");
    return std::move(collector.settings);
}

}  // namespace rasctl::commands
