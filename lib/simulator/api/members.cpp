// Membership lists: exclusions, criteria, filters, locations. POST adds an entry, DELETE removes the one that
// its body (or the end of its path) names, GET lists them. What POST calls one thing GET may call another.
#include <fmt/format.h>

#include <algorithm>

#include "simulator/api/generic.hpp"
#include "simulator/api/parts.hpp"
#include "simulator/api/references.hpp"
#include "simulator/api/row_stream.hpp"
#include "simulator/model/shape.hpp"
#include "simulator/store/dotted.hpp"

namespace rasctl::simulator {
namespace {

using catalog::Field;
using catalog::Kind;
using catalog::Operation;
using catalog::ResponseKind;
using catalog::Schema;

// Where the entries of a list are kept: a member of a row.
struct Place {
    std::string table;
    RowKey key;
    std::string
        member;  // dotted path of the list, or of the object that holds one list for each version of IP
};

// How GET shows the entries of the list that an operation works on.
struct Shape {
    bool by_address = false;  // an object with one list for each version of IP
    std::string v4, v6;
    std::optional<Schema> element;
};

// The GET of the list that an operation changes: the same path, or the one above the entry that it names.
std::optional<Operation> reader_of(const Farm& farm, Operation operation) {
    if (operation.method() == "GET") return operation;
    std::string_view path = operation.path();
    if (path.ends_with('}')) path = path.substr(0, path.rfind('/'));
    for (const Operation other : farm.catalog().operations())
        if (other.method() == "GET" && equal_ignoring_case(other.path(), path) &&
            farm.resources().available(other))
            return other;
    return std::nullopt;
}

// The member of an object of the plan's table as one of its GETs describes it: the kinds of one table have
// members of their own.
std::optional<Field> member_field(const Farm& farm, const Plan& plan) {
    if (const auto row = farm.resources().row_schema(plan.table))
        if (auto field = row->field(plan.member)) return field;
    for (const Operation other : farm.catalog().operations()) {
        if (other.method() != "GET" || !farm.resources().available(other)) continue;
        if (farm.resources().plan(other).table != plan.table) continue;
        const auto schema = other.response().schema();
        if (auto field = schema ? schema->field(plan.member) : std::nullopt) return field;
    }
    return std::nullopt;
}

Shape shape_of(const Farm& farm, const Call& call, const Plan& plan) {
    Shape shape;
    const auto reader = reader_of(farm, call.operation);
    std::optional<Schema> schema = reader ? reader->response().schema() : std::nullopt;
    if (reader && reader->response_kind() == ResponseKind::value && schema) {
        for (const Field field : schema->fields()) {
            const std::string_view name = field.name();
            if (!field.type().is_array()) continue;
            if (shape.v4.empty() && (name.find('4') != std::string_view::npos)) shape.v4 = name;
            if (shape.v6.empty() && (name.find('6') != std::string_view::npos)) shape.v6 = name;
        }
        shape.by_address = !shape.v4.empty() && !shape.v6.empty();
        if (shape.by_address) return shape;
    }
    // A list without a GET of its own is shown in a member of the object above it.
    if (!reader && !plan.member.empty())
        if (const auto field = member_field(farm, plan)) schema = field->type().schema();
    if (schema && schema->kind() == catalog::SchemaKind::object && !plan.scalars) shape.element = schema;
    if (!reader && !schema && !plan.scalars) shape.element = call.operation.body();
    return shape;
}

Place place_of(const Call& call, const Plan& plan, const Shape& shape) {
    std::string member = plan.member;
    if (member.empty() && !shape.by_address) member = "items";
    return {fill(plan.table, call.parameters), row_key(plan, call.parameters, call.site()), member};
}

// The text that names an entry of a list of texts: the first required text of the body, else its first text.
json::Value first_value(const Call& call) {
    const auto schema = call.operation.body();
    if (!schema || !call.body.is_object()) return {};
    for (const bool required : {true, false})
        for (const Field field : schema->fields())
            if (const json::Value* value = call.field(field.name()); value && (field.required() || !required))
                return *value;
    return {};
}

// The value at the end of a path that names an entry.
std::optional<std::string> path_value(const Call& call) {
    const std::string path = canonical_path(call.operation);
    if (!path.ends_with("/{}") || call.parameters.empty()) return std::nullopt;
    return call.parameters.back();
}

// What the end of the path says of an entry: the member that is called like the parameter, else the first.
json::Object named_by_path(const Call& call, Schema element, const std::string& value) {
    const auto parameters = call.operation.path_parameters();
    auto named = element.field(parameters[parameters.size() - 1].name());
    if (!named && !element.fields().empty()) named = element.fields()[0];
    json::Object entry;
    if (!named) return entry;
    const RowKey key = RowKey::from(value);
    const bool number = named->type().kind() == Kind::integer && key.text.empty();
    entry.append(std::string(named->name()), number ? json::Value(key.number) : json::Value(value));
    return entry;
}

json::Value address_of_gateway(Farm& farm, const Call& call) {
    const json::Value* id = call.field("gatewayId");
    const auto row = id ? farm.read("gateway", RowKey(id->to_int64().value_or(0))) : std::nullopt;
    const json::Value* server = row ? row->find("server") : nullptr;
    return server ? *server : json::Value();
}

// A stable SID for an account that came without one.
std::string sid_of(std::string_view account) {
    std::uint32_t hash = 2166136261U;
    for (const char c : lower_case(account)) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return fmt::format("S-1-5-21-3623811015-3361044348-30300820-{}", 1000 + hash % 900000);
}

json::Object range_of(std::string_view text) {
    const auto dash = text.find('-');
    json::Object range;
    range.append("from", text.substr(0, dash));
    range.append("to", dash == std::string_view::npos ? text : text.substr(dash + 1));
    return range;
}

// "groupName" is the name of an entry that has none of its own.
const json::Value* value_ending_with(const json::Object& entry, std::string_view name) {
    for (const auto& [longer, value] : entry)
        if (longer.size() > name.size() &&
            equal_ignoring_case(std::string_view(longer).substr(longer.size() - name.size()), name))
            return &value;
    return nullptr;
}

// The entry that the body describes, as it is kept.
json::Value entry_of(Farm& farm, const Call& call, const Shape& shape) {
    const auto at_end = path_value(call);
    if (shape.by_address) {
        const json::Value text = at_end ? json::Value(*at_end) : first_value(call);
        return range_of(text.scalar_text());
    }
    if (!shape.element) return at_end ? json::Value(*at_end) : first_value(call);
    json::Object entry = call.body.is_object() ? call.body.as_object() : json::Object{};
    if (at_end)
        for (const auto& [name, value] : named_by_path(call, *shape.element, *at_end))
            if (!entry.find_ignoring_case(name)) entry.set(name, value);
    std::optional<Field> unfilled;
    bool common = false;
    for (const Field field : shape.element->fields()) {
        if (entry.find_ignoring_case(field.name()))
            common = true;
        else if (const json::Value* longer = value_ending_with(entry, field.name()))
            entry.set(field.name(), *longer);
        else if (!unfilled && field.type().kind() == Kind::string)
            unfilled = field;
    }
    if (common) return entry;
    // No name in common: the one text of the body is the entry's text.
    json::Value text = first_value(call);
    if (const json::Value* ip = call.field("ip"))
        text = *ip;
    else if (const json::Value gateway = address_of_gateway(farm, call); !gateway.is_null())
        text = gateway;
    if (unfilled && !text.is_null()) entry.set(unfilled->name(), std::move(text));
    return entry;
}

// Whether `entry` is the one that `wanted` names: every member that both have is the same.
bool is_named(const json::Value& entry, const json::Value& wanted) {
    if (entry.is_object() && !wanted.is_object())
        return std::ranges::any_of(
            entry.as_object(), [&](const json::Member& member) { return same_value(member.value, wanted); });
    if (!entry.is_object() || !wanted.is_object()) return same_value(entry, wanted);
    bool compared = false;
    for (const auto& [name, value] : wanted.as_object()) {
        const json::Value* other = entry.as_object().find_ignoring_case(name);
        if (!other || value.is_null() || value.is_object() || value.is_array()) continue;
        if (!same_value(*other, value)) return false;
        compared = true;
    }
    // An entry that says nothing is named by saying nothing.
    return compared || entry == wanted;
}

class MemberList {
  public:
    MemberList(Farm& farm, Place place) : farm_(farm), place_(std::move(place)) {
        row_ = farm_.read(place_.table, place_.key).value_or(json::Object{});
    }
    json::Array& entries(const std::string& member) {
        json::Object& holder = object_at(row_, above(member));
        json::Value* list = holder.find(last_step(member));
        if (!list || !list->is_array()) list = &holder.set(last_step(member), json::Array{});
        return list->as_array();
    }
    const json::Object& row() const { return row_; }
    json::Object& row() { return row_; }
    void save() {
        farm_.store().write(place_.table, place_.key, row_);
        farm_.mark_pending();
    }

  private:
    Farm& farm_;
    Place place_;
    json::Object row_;
};

std::string member_for(const Shape& shape, const Place& place, const json::Value& entry) {
    if (!shape.by_address) return place.member;
    const json::Value* from = entry.find("from");
    const bool v6 = from && from->scalar_text().find(':') != std::string::npos;
    return place.member + (place.member.empty() ? "" : ".") + (v6 ? shape.v6 : shape.v4);
}

Response list_members(Farm& farm, const Call& call, const Plan& plan, const Shape& shape) {
    const Place place = place_of(call, plan, shape);
    MemberList list(farm, place);
    const auto type = call.operation.response();
    if (shape.by_address)
        return ok(project(*type.schema(), object_at(list.row(), place.member), farm.options().api));
    json::Array shown;
    for (const json::Value& entry : list.entries(place.member)) {
        const auto schema = type.schema();
        if (schema && schema->kind() == catalog::SchemaKind::object && !entry.is_object() &&
            !schema->fields().empty()) {
            json::Object wrapped;
            wrapped.append(std::string(schema->fields()[0].name()), entry);
            shown.emplace_back(project(*schema, wrapped, farm.options().api));
        } else if (schema && entry.is_object()) {
            shown.emplace_back(project(*schema, entry.as_object(), farm.options().api));
        } else {
            shown.push_back(entry);
        }
    }
    // Some lists are documented as one object.
    if (call.operation.response_kind() == ResponseKind::value && type.schema())
        return ok(shown.empty() ? json::Value(project(*type.schema(), {}, farm.options().api))
                                : shown.front());
    return ok(std::move(shown));
}

Response add_member(Farm& farm, const Handlers& handlers, const Call& call, const Plan& plan,
                    const Shape& shape) {
    const Place place = place_of(call, plan, shape);
    json::Value entry = entry_of(farm, call, shape);
    MemberList list(farm, place);
    json::Array& entries = list.entries(member_for(shape, place, entry));
    // What the path names is there once, whatever else is said of it.
    const auto at_end = path_value(call);
    const json::Value name =
        at_end && shape.element ? json::Value(named_by_path(call, *shape.element, *at_end)) : entry;
    if (std::ranges::any_of(entries, [&](const json::Value& other) { return is_named(other, name); }))
        return conflict("The entry is already in the list.");
    if (entry.is_object() && shape.element && shape.element->field("sid") && !entry.find("sid"))
        if (const json::Value* account = entry.find("account"))
            entry.as_object().append("sid", sid_of(account->scalar_text()));
    entries.push_back(entry);
    list.save();
    json::Object row = list.row();
    handlers.run_update(farm, place.table, place.key, row);
    const auto schema = call.operation.response().schema();
    if (call.operation.response_kind() != ResponseKind::value || !schema) {
        Response response = created();
        response.status = call.operation.status();
        return response;
    }
    return created(
        project(*schema, entry.is_object() ? entry.as_object() : json::Object{}, farm.options().api));
}

Response remove_member(Farm& farm, const Handlers& handlers, const Call& call, const Plan& plan,
                       const Shape& shape) {
    const Place place = place_of(call, plan, shape);
    const json::Value wanted = entry_of(farm, call, shape);
    MemberList list(farm, place);
    json::Array& entries = list.entries(member_for(shape, place, wanted));
    const auto found =
        std::ranges::find_if(entries, [&](const json::Value& entry) { return is_named(entry, wanted); });
    // Whatever a request names is there on a farm that makes what it is asked for.
    if (found == entries.end() && !farm.options().any_id) return not_found("The list has no such entry.");
    if (found != entries.end()) entries.erase(found);
    list.save();
    json::Object row = list.row();
    handlers.run_update(farm, place.table, place.key, row);
    return no_content();
}

// PUT changes the entry that its required members (or the end of the path) name, else settings of the list
// itself.
Response update_member(Farm& farm, const Handlers& handlers, const Call& call, const Plan& plan,
                       const Shape& shape) {
    const Place place = place_of(call, plan, shape);
    MemberList list(farm, place);
    const json::Object body = call.body.is_object() ? call.body.as_object() : json::Object{};
    json::Object wanted;
    const auto schema = call.operation.body();
    if (schema)
        for (const Field field : schema->fields())
            if (const json::Value* value = body.find(field.name()); value && field.required())
                wanted.append(std::string(field.name()), *value);
    json::Value name = wanted;
    const auto at_end = path_value(call);
    if (at_end && shape.element)
        name = named_by_path(call, *shape.element, *at_end);
    else if (at_end)
        name = *at_end;
    json::Array& entries = list.entries(place.member);
    const auto found =
        std::ranges::find_if(entries, [&](const json::Value& entry) { return is_named(entry, name); });
    if (found != entries.end() && found->is_object())
        merge(found->as_object(), body);
    else if (found != entries.end())
        *found = first_value(call);
    else if ((!wanted.empty() || at_end) && !farm.options().any_id)
        return not_found("The list has no such entry.");
    else
        merge(object_at(list.row(), above(place.member)), body);
    list.save();
    json::Object row = list.row();
    handlers.run_update(farm, place.table, place.key, row);
    return no_content();
}

}  // namespace

Response run_members(Farm& farm, const Handlers& handlers, const Call& call) {
    const Plan& plan = farm.resources().plan(call.operation);
    const Shape shape = shape_of(farm, call, plan);
    switch (plan.act) {
        case Act::list_members:
            return list_members(farm, call, plan, shape);
        case Act::add_member:
            return add_member(farm, handlers, call, plan, shape);
        case Act::remove_member:
            return remove_member(farm, handlers, call, plan, shape);
        default:
            return update_member(farm, handlers, call, plan, shape);
    }
}

}  // namespace rasctl::simulator
