// Published items: their order in folders, moving, copying and sorting, and their pictures.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "simulator/api/generic.hpp"
#include "simulator/api/removal.hpp"
#include "simulator/api/row_stream.hpp"
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/model/empty_picture.hpp"
#include "simulator/model/http_message.hpp"
#include "simulator/model/shape.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::string_view items = "pubitems";
// Of a row that is being made: the item that its body asks to follow.
constexpr std::string_view asked_place = "$asked";
constexpr std::int64_t not_placed = -1;

json::Object item(const Farm& farm, const RowKey& key) {
    return farm.read(items, key).value_or(json::Object{});
}

std::vector<RowKey> children(const Farm& farm, std::int64_t parent) {
    std::vector<RowKey> result;
    for (const RowKey& key : farm.store().keys(items))
        if (number_in(item(farm, key), "parentId") == parent) result.push_back(key);
    return result;
}

// The same as people see them: each behind the one that it follows.
std::vector<RowKey> children_in_order(const Farm& farm, std::int64_t parent) {
    std::vector<RowKey> left = children(farm, parent), result;
    std::int64_t previous = 0;
    while (!left.empty()) {
        auto next = std::ranges::find_if(
            left, [&](const RowKey& key) { return number_in(item(farm, key), "previousId") == previous; });
        // A farm's file may know no order.
        if (next == left.end()) next = left.begin();
        previous = next->number;
        result.push_back(*next);
        left.erase(next);
    }
    return result;
}

// Writes only the two members of an item's place.
void place(Farm& farm, const RowKey& key, std::int64_t parent, std::int64_t previous) {
    json::Object row = item(farm, key);
    if (number_in(row, "parentId") == parent && number_in(row, "previousId") == previous) return;
    row.set("parentId", parent);
    row.set("previousId", previous);
    farm.store().write(items, key, row);
}

// Closes the gap that an item leaves behind it.
void unlink(Farm& farm, const RowKey& key, std::int64_t parent, std::int64_t previous) {
    for (const RowKey& other : children(farm, parent))
        if (other != key && number_in(item(farm, other), "previousId") == key.number)
            place(farm, other, parent, previous);
}

// The child that no other one follows, or 0.
std::int64_t last_child(const Farm& farm, std::int64_t parent, const RowKey& except) {
    std::map<std::int64_t, bool> followed;
    for (const RowKey& key : children(farm, parent)) {
        if (key == except) continue;
        followed.try_emplace(key.number, false);
        followed[number_in(item(farm, key), "previousId")] = true;
    }
    for (const auto& [id, has_next] : followed)
        if (id != 0 && !has_next) return id;
    return 0;
}

void link(Farm& farm, const RowKey& key, std::int64_t parent, std::int64_t previous) {
    for (const RowKey& other : children(farm, parent))
        if (other != key && number_in(item(farm, other), "previousId") == previous)
            place(farm, other, parent, key.number);
    place(farm, key, parent, previous);
}

bool is_folder(const json::Object& row) {
    return number_in(row, "type") == 1;
}

bool is_below(const Farm& farm, std::int64_t id, std::int64_t ancestor) {
    for (int depth = 0; id != 0 && depth < 1000; ++depth) {
        if (id == ancestor) return true;
        id = number_in(item(farm, id), "parentId");
    }
    return false;
}

struct Spot {
    std::int64_t parent = 0;
    std::int64_t previous = 0;
};

// Where the body asks the item to be: behind the last one where it names only a folder.
Spot wanted_spot(const Farm& farm, const Call& call) {
    const RowKey key = call.key(0);
    const json::Value* parent = call.field("parentId");
    const json::Value* previous = call.field("previousId");
    Spot spot;
    spot.parent = parent ? parent->to_int64().value_or(0) : number_in(item(farm, key), "parentId");
    spot.previous = previous ? previous->to_int64().value_or(0) : last_child(farm, spot.parent, key);
    return spot;
}

// Why the item cannot be there; empty when it can.
std::string_view misplaced(const Farm& farm, const RowKey& key, const Spot& spot) {
    if (spot.parent != 0 && !is_folder(item(farm, spot.parent))) return "the new parent is not a folder";
    if (is_below(farm, spot.parent, key.number)) return "a folder cannot be moved into itself";
    if (spot.previous == key.number) return "an item cannot follow itself";
    if (spot.previous != 0 && number_in(item(farm, spot.previous), "parentId") != spot.parent)
        return "the item to follow is in another folder";
    return {};
}

void relocate(Farm& farm, const RowKey& key, const Spot& spot) {
    const json::Object row = item(farm, key);
    if (number_in(row, "parentId") == spot.parent && number_in(row, "previousId") == spot.previous) return;
    unlink(farm, key, number_in(row, "parentId"), number_in(row, "previousId"));
    link(farm, key, spot.parent, spot.previous);
}

Response move(Farm& farm, const Call& call) {
    const Spot spot = wanted_spot(farm, call);
    if (const std::string_view why = misplaced(farm, call.key(0), spot); !why.empty())
        return business_error(why);
    relocate(farm, call.key(0), spot);
    farm.mark_pending();
    return no_content();
}

// A change may move the item too, by the same rules: nothing may end up inside itself.
Response update_item(Farm& farm, const Handlers& handlers, const Call& call) {
    if (!call.field("parentId") && !call.field("previousId")) return run_generic(farm, handlers, call);
    const Spot spot = wanted_spot(farm, call);
    if (const std::string_view why = misplaced(farm, call.key(0), spot); !why.empty())
        return business_error(why);
    Call rest = call;
    for (const char* name : {"parentId", "previousId"}) rest.body.as_object().erase(name);
    Response response = run_generic(farm, handlers, rest);
    if (response.status == 204) relocate(farm, call.key(0), spot);
    return response;
}

Response create(Farm& farm, const Handlers& handlers, const Call& call) {
    const json::Value* parent = call.field("parentId");
    const std::int64_t id = parent ? parent->to_int64().value_or(0) : 0;
    if (id != 0 && !is_folder(item(farm, id))) return business_error("the new parent is not a folder");
    const json::Value* previous = call.field("previousId");
    if (!previous || previous->is_null()) return run_generic(farm, handlers, call);
    const RowKey before(previous->to_int64().value_or(0));
    if (before.number != 0 && number_in(item(farm, before), "parentId") != id)
        return business_error("the item to follow is in another folder");
    Call placed = call;
    placed.body.as_object().set(std::string(asked_place), before.number);
    return run_generic(farm, handlers, placed);
}

Response sort(Farm& farm, const Call& call) {
    const std::int64_t folder = call.key(0).number;
    if (!is_folder(item(farm, folder))) return business_error("only folders can be sorted");
    std::vector<std::pair<std::string, RowKey>> by_name;
    for (const RowKey& key : children(farm, folder))
        by_name.emplace_back(lower_case(text_in(item(farm, key), "name")), key);
    std::ranges::sort(by_name);
    std::int64_t previous = 0;
    for (const auto& [name, key] : by_name) {
        place(farm, key, folder, previous);
        previous = key.number;
    }
    farm.mark_pending();
    return no_content();
}

RowKey copy_into(Farm& farm, const RowKey& from, std::int64_t parent, const std::string& name) {
    json::Object row = item(farm, from);
    for (const char* own : {"id", "adminCreate", "adminLastMod", "timeCreate", "timeLastMod"}) row.erase(own);
    row.set("name", name);
    RowKey copy = farm.add(items, std::move(row));
    place(farm, copy, 0, not_placed);
    link(farm, copy, parent, last_child(farm, parent, copy));
    for (const RowKey& child : children_in_order(farm, from.number))
        if (child != copy) copy_into(farm, child, copy.number, text_in(item(farm, child), "name"));
    return copy;
}

Response copy(Farm& farm, const Handlers& handlers, const Call& call) {
    const json::Object row = item(farm, call.key(0));
    const RowKey made =
        copy_into(farm, call.key(0), number_in(row, "parentId"), "Copy of " + text_in(row, "name"));
    farm.mark_pending();
    RowList list;
    list.table = items;
    list.type = call.operation.response();
    return created(shown_row(farm, handlers, list, made, item(farm, made)));
}

// Behind the item that the body names, first where it names none by 0, and last where it does not say.
void after_create(Farm& farm, const RowKey& key, const json::Object& row) {
    const std::int64_t parent = number_in(row, "parentId");
    const json::Value* asked = row.find(asked_place);
    const std::int64_t previous = asked ? asked->to_int64().value_or(0) : last_child(farm, parent, key);
    json::Object kept = item(farm, key);
    kept.erase(asked_place);
    kept.set("previousId", not_placed);
    farm.store().write(items, key, kept);
    link(farm, key, parent, previous);
}

// What is in a folder goes with it.
void after_remove(Farm& farm, const Handlers& handlers, const RowKey& key, const json::Object& row) {
    unlink(farm, key, number_in(row, "parentId"), number_in(row, "previousId"));
    if (!is_folder(row)) return;
    for (const RowKey& child : children(farm, key.number))
        remove_object(farm, handlers, std::string(items), child);
}

// The picture as it was sent: base64 text is for the client to read.
Response get_icon(Farm& farm, const Call& call) {
    const json::Object row = item(farm, call.key(0));
    const json::Value* icon = row.find("$icon");
    const json::Value* content = icon ? icon->find("icon") : nullptr;
    return file(content ? content->scalar_text() : std::string(empty_picture), "icon.png", "image/png");
}

Response set_icon(Farm& farm, const Call& call) {
    json::Object row = item(farm, call.key(0));
    row.set("$icon", call.body);
    farm.store().write(items, call.key(0), row);
    farm.mark_pending();
    return created();
}

// The filter shows the rules of its item, which are rows of their own.
Response get_filter(Farm& farm, const Handlers& handlers, const Call& call) {
    Response response = run_generic(farm, handlers, call);
    auto filter = json::parse(response.body);
    if (response.status != 200 || !filter || !filter->is_object()) return response;
    const std::string rows = fmt::format("{}/{}/rules", items, call.key(0).to_text());
    const auto schema = call.operation.response().schema();
    const auto shown = schema ? schema->field("rules") : std::nullopt;
    json::Array rules;
    for (const RowKey& row : farm.store().keys(rows)) {
        const json::Object rule = farm.read(rows, row).value_or(json::Object{});
        const auto of_rule = shown ? shown->type().schema() : std::nullopt;
        rules.emplace_back(of_rule ? project(*of_rule, rule, farm.options().api) : rule);
    }
    filter->as_object().set("rules", std::move(rules));
    response.body = json::write(*filter);
    return response;
}

}  // namespace

void add_publishing_life_cycle(Handlers& handlers) {
    for (const char* kind : {"Apps/RDS", "Apps/VDI", "Apps/AVD", "Apps/Local", "Desktops/RDS", "Desktops/VDI",
                             "Desktops/AVD", "Folders"}) {
        handlers.add("POST", fmt::format("/api/PubItems/{}", kind),
                     [&handlers](Farm& farm, const Call& call) { return create(farm, handlers, call); });
        handlers.add("PUT", fmt::format("/api/PubItems/{{id}}/{}", kind),
                     [&handlers](Farm& farm, const Call& call) { return update_item(farm, handlers, call); });
    }
    handlers.add("POST", "/api/PubItems/{id}/move", move);
    handlers.add("POST", "/api/PubItems/{id}/Folders/sort", sort);
    handlers.add("POST", "/api/PubItems/{id}/Copy",
                 [&handlers](Farm& farm, const Call& call) { return copy(farm, handlers, call); });
    handlers.add("GET", "/api/PubItems/{id}/Filter",
                 [&handlers](Farm& farm, const Call& call) { return get_filter(farm, handlers, call); });
    handlers.add("POST", "/api/PubItems/{id}/Icon", set_icon);
    handlers.add("GET", "/api/PubItems/{id}/Icon", get_icon);
    handlers.after_create("pubitems", [](Farm& farm, const std::string&, const RowKey& key,
                                         json::Object& row) { after_create(farm, key, row); });
    handlers.after_remove("pubitems",
                          [&handlers](Farm& farm, const std::string&, const RowKey& key, json::Object& row) {
                              after_remove(farm, handlers, key, row);
                          });
}

}  // namespace rasctl::simulator
