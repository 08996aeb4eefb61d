#include "simulator/model/projection.hpp"

#include <algorithm>

#include "json/writer.hpp"
#include "simulator/model/http_message.hpp"
#include "simulator/model/shape.hpp"

namespace rasctl::simulator {

Projection::Projection(catalog::Schema schema, int api)
    : api_(api), shows_more_(!schema.complete() || schema.open()) {
    for (const catalog::Field field : schema.fields()) {
        if (!is_field_of(field, api)) continue;
        Column column;
        column.name = field.name();
        json::append_quoted(column.label, column.name);
        column.label += ':';
        column.otherwise = default_value(field, api);
        column.otherwise_text = json::write(column.otherwise);
        column.type = field.type();
        column.optional = is_of_cmdlets_only(field);
        column.nullable = field.nullable();
        column.nested = column.type.schema() && (column.type.kind() == catalog::Kind::object ||
                                                 column.type.element() == catalog::Kind::object);
        columns_.push_back(std::move(column));
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) by_name_.emplace(columns_[i].name, i);
}

void Projection::append(std::string& out, const json::Object& stored) const {
    std::vector<const json::Value*> values(columns_.size());
    const json::Object* more = nullptr;
    for (const auto& [name, value] : stored) {
        if (name == "$more" && value.is_object()) more = &value.as_object();
        if (name.starts_with('$')) continue;
        if (const auto exact = by_name_.find(name); exact != by_name_.end()) values[exact->second] = &value;
    }
    for (const auto& [name, value] : stored) {
        if (name.starts_with('$') || by_name_.contains(name)) continue;
        // "siteID" of one schema is "siteId" of the next.
        for (std::size_t i = 0; i < columns_.size(); ++i)
            if (!values[i] && equal_ignoring_case(columns_[i].name, name)) values[i] = &value;
    }
    char separator = '{';
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (!values[i] && columns_[i].optional) continue;
        out += separator;
        separator = ',';
        out += columns_[i].label;
        if (!values[i] || (values[i]->is_null() && !columns_[i].nullable))
            out += columns_[i].otherwise_text;
        else if (columns_[i].nested)
            json::append(out, project(columns_[i].type, *values[i], api_));
        else
            json::append(out, *values[i]);
    }
    if (more && shows_more_)
        for (const auto& [name, value] : *more) {
            if (by_name_.contains(name)) continue;
            out += separator;
            separator = ',';
            json::append_quoted(out, name);
            out += ':';
            json::append(out, value);
        }
    out += separator == '{' ? "{}" : "}";
}

const json::Value* Projection::shown(const json::Object& stored, std::string_view name) const {
    if (const json::Value* value = stored.find_ignoring_case(name)) return value;
    const auto column = std::ranges::find_if(
        columns_, [&](const Column& candidate) { return equal_ignoring_case(candidate.name, name); });
    return column == columns_.end() ? nullptr : &column->otherwise;
}

}  // namespace rasctl::simulator
