#include "simulator/model/validation.hpp"

#include <fmt/format.h>

#include "json/reader.hpp"
#include "simulator/model/scalar.hpp"
#include "simulator/model/shape.hpp"

namespace rasctl::simulator {
namespace {

using catalog::Field;
using catalog::Format;
using catalog::Kind;
using catalog::Schema;
using catalog::Type;

class Checker {
  public:
    Checker(BodyUse use, int api, Problems& problems) : use_(use), api_(api), problems_(problems) {}

    json::Object object(const Schema& schema, const json::Object& body, const std::string& where);

  private:
    void member(const Schema& schema, const std::string& name, const json::Value& value,
                const std::string& where, json::Object& out);
    bool value(Kind kind, Format format, const std::optional<Schema>& schema, const json::Value& in,
               const std::string& path, json::Value& out);
    bool elements(const Type& type, const json::Value& in, const std::string& path, json::Value& out);
    bool complain(const std::string& path, std::string_view complaint) {
        problems_[path].push_back(fmt::format("The {} field {}.", path, complaint));
        return false;
    }

    BodyUse use_;
    int api_;
    Problems& problems_;
};

json::Object Checker::object(const Schema& schema, const json::Object& body, const std::string& where) {
    json::Object out;
    for (const auto& [name, value] : body) member(schema, name, value, where, out);
    // A part of a nested object may be changed alone, but what stands at the top of a body must be whole.
    const bool partial = (use_ == BodyUse::update && !where.empty()) || use_ == BodyUse::farm_file;
    for (const Field field : schema.fields()) {
        // What only answers hold is required of them alone.
        if (!field.required() || field.read_only() || !is_field_of(field, api_) || partial) continue;
        const json::Value* value = body.find_ignoring_case(field.name());
        if (!value || value->is_null()) complain(where + std::string(field.name()), "is required");
    }
    return out;
}

void Checker::member(const Schema& schema, const std::string& name, const json::Value& value,
                     const std::string& where, json::Object& out) {
    const auto field = schema.field(name);
    const std::string path = where + (field ? std::string(field->name()) : name);
    if (!field && use_ == BodyUse::farm_file) {
        out.set(name, value);  // a member of some kinds of the objects only
        return;
    }
    if (!field || !is_field_of(*field, api_)) {
        if (schema.complete() && !schema.open()) {
            complain(path, "is not known");
            return;
        }
        json::Value* more = out.find("$more");
        if (!more) more = &out.append("$more", json::Object{});
        more->as_object().set(name, value);
        return;
    }
    if (field->read_only() && use_ != BodyUse::farm_file) {
        complain(path, "is read-only");
        return;
    }
    if (value.is_null()) {
        if (field->nullable())
            out.set(field->name(), value);
        else if (use_ == BodyUse::create && !field->required())
            complain(path, "cannot be null");
        return;
    }
    const Type type = field->type();
    json::Value checked;
    const bool good = type.is_array()
                          ? elements(type, value, path, checked)
                          : this->value(type.kind(), type.format(), type.schema(), value, path, checked);
    if (!good) return;
    if (Complaint complaint = check_limits(*field, checked); !complaint.empty())
        complain(path, complaint);
    else
        out.set(field->name(), std::move(checked));
}

bool Checker::elements(const Type& type, const json::Value& in, const std::string& path, json::Value& out) {
    if (!in.is_array()) return complain(path, "must be a list");
    json::Array result;
    bool good = true;
    for (std::size_t i = 0; i < in.as_array().size(); ++i) {
        json::Value element;
        if (value(type.element(), type.format(), type.schema(), in.as_array()[i],
                  fmt::format("{}[{}]", path, i), element))
            result.push_back(std::move(element));
        else
            good = false;
    }
    out = std::move(result);
    return good;
}

bool Checker::value(Kind kind, Format format, const std::optional<Schema>& schema, const json::Value& in,
                    const std::string& path, json::Value& out) {
    Complaint complaint;
    out = in;
    switch (kind) {
        case Kind::string:
            if (!in.is_string())
                complaint = "must be a text";
            else if (format == Format::date_time)
                complaint = read_date_time(in.as_string(), out);
            else if (format == Format::date)
                complaint = check_date(in.as_string());
            break;
        case Kind::integer:
            complaint = read_integer(in, format, out);
            break;
        case Kind::enumeration:
            complaint = read_enumeration(in, schema, out);
            break;
        case Kind::number:
            if (!in.is_number()) complaint = "must be a number";
            break;
        case Kind::boolean:
            if (!in.is_bool()) complaint = "must be true or false";
            break;
        case Kind::object: {
            if (!in.is_object()) {
                complaint = "must be an object";
                break;
            }
            const std::size_t before = problems_.size();
            if (schema) out = object(*schema, in.as_object(), path + ".");
            return problems_.size() == before;
        }
        case Kind::array:
            if (!in.is_array()) complaint = "must be a list";
            break;
        case Kind::binary:
            if (!in.is_string()) complaint = "must be a text: the file in Base64";
            break;
        case Kind::any:
            break;
    }
    return complaint.empty() || complain(path, complaint);
}

// A query parameter is text; what it means depends on its type.
Complaint read_parameter(const Type& type, const std::string& text, json::Value& out) {
    out = text;
    switch (type.kind()) {
        case Kind::boolean:
            if (equal_ignoring_case(text, "true") || text == "1")
                out = true;
            else if (equal_ignoring_case(text, "false") || text == "0")
                out = false;
            else
                return "must be true or false";
            return {};
        case Kind::integer:
            return read_integer(json::Value(text), type.format(), out);
        case Kind::enumeration:
            return read_enumeration(json::Value(text), type.schema(), out);
        case Kind::number:
            if (auto number = json::parse(text); number && number->is_number())
                out = std::move(*number);
            else
                return "must be a number";
            return {};
        default:
            return {};
    }
}

}  // namespace

CheckedBody check_body(Schema schema, const json::Object& body, BodyUse use, int api) {
    CheckedBody checked;
    Checker checker(use, api, checked.problems);
    checked.object = checker.object(schema, body, "");
    return checked;
}

CheckedBody check_query(catalog::Operation operation, const NamedTexts& query) {
    CheckedBody checked;
    for (const Field parameter : operation.query_parameters()) {
        const std::string name(parameter.name());
        const auto complain = [&](std::string_view complaint) {
            checked.problems[name].push_back(fmt::format("The {} parameter {}.", name, complaint));
        };
        bool given = false;
        for (const auto& [key, text] : query) {
            if (!equal_ignoring_case(key, name)) continue;
            // An empty value is the same as none, except for texts.
            if (text.empty() && parameter.type().kind() != Kind::string) continue;
            given = true;
            json::Value value;
            Complaint complaint = read_parameter(parameter.type(), text, value);
            if (complaint.empty()) complaint = check_limits(parameter, value);
            if (complaint.empty())
                checked.object.set(name, std::move(value));
            else
                complain(complaint);
        }
        if (!given && parameter.required()) complain("is required");
    }
    return checked;
}

void check_path_parameter(Field parameter, std::string_view text, Problems& problems) {
    json::Value value;
    Complaint complaint = read_parameter(parameter.type(), std::string(text), value);
    if (complaint.empty() && !parameter.type().is_array()) complaint = check_limits(parameter, value);
    const std::string name(parameter.name());
    if (!complaint.empty())
        problems[name].push_back(fmt::format("The {} parameter {}.", name, complaint));
    else if (text.empty())
        problems[name].push_back(fmt::format("The {} parameter is required.", name));
}

}  // namespace rasctl::simulator
