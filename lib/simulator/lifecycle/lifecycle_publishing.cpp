// Published items: their order in folders, moving, copying and sorting, and their pictures.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "simulator/api/empty_picture.hpp"
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/server/http_message.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"
#include "simulator/store/row_stream.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::string_view items = "pubitems";

json::Object item(const Farm& farm, const RowKey& key) {
    return farm.read(items, key).value_or(json::Object{});
}

std::vector<RowKey> children(const Farm& farm, std::int64_t parent) {
    std::vector<RowKey> result;
    for (const RowKey& key : farm.store().keys(items))
        if (number_in(item(farm, key), "parentId") == parent) result.push_back(key);
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

Response move(Farm& farm, const Call& call) {
    const RowKey key = call.key(0);
    const json::Object row = item(farm, key);
    const json::Value* new_parent = call.field("parentId");
    const json::Value* new_previous = call.field("previousId");
    const std::int64_t parent = new_parent ? new_parent->to_int64().value_or(0) : number_in(row, "parentId");
    if (parent != 0 && !is_folder(item(farm, parent)))
        return business_error("the new parent is not a folder");
    if (is_below(farm, parent, key.number)) return business_error("a folder cannot be moved into itself");
    std::int64_t previous =
        new_previous ? new_previous->to_int64().value_or(0) : last_child(farm, parent, key);
    if (previous == key.number) return business_error("an item cannot follow itself");
    if (previous != 0 && number_in(item(farm, previous), "parentId") != parent)
        return business_error("the item to follow is in another folder");
    unlink(farm, key, number_in(row, "parentId"), number_in(row, "previousId"));
    link(farm, key, parent, previous);
    farm.mark_pending();
    return no_content();
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
    const RowKey copy = farm.add(items, std::move(row));
    place(farm, copy, 0, -1);
    link(farm, copy, parent, last_child(farm, parent, copy));
    for (const RowKey& child : children(farm, from.number))
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

void after_create(Farm& farm, const RowKey& key, const json::Object& row) {
    const std::int64_t parent = number_in(row, "parentId");
    const json::Value* asked = row.find("previousId");
    const std::int64_t wanted = asked ? asked->to_int64().value_or(0) : 0;
    const bool fits =
        wanted != 0 && wanted != key.number && number_in(item(farm, wanted), "parentId") == parent;
    link(farm, key, parent, fits ? wanted : last_child(farm, parent, key));
}

void after_remove(Farm& farm, const RowKey& key, const json::Object& row) {
    unlink(farm, key, number_in(row, "parentId"), number_in(row, "previousId"));
    if (!is_folder(row)) return;
    for (const RowKey& child : children(farm, key.number)) {
        const json::Object gone = item(farm, child);
        farm.remove(items, child);
        after_remove(farm, child, gone);
    }
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

}  // namespace

void add_publishing_life_cycle(Handlers& handlers) {
    handlers.add("POST", "/api/PubItems/{id}/move", move);
    handlers.add("POST", "/api/PubItems/{id}/Folders/sort", sort);
    handlers.add("POST", "/api/PubItems/{id}/Copy",
                 [&handlers](Farm& farm, const Call& call) { return copy(farm, handlers, call); });
    handlers.add("POST", "/api/PubItems/{id}/Icon", set_icon);
    handlers.add("GET", "/api/PubItems/{id}/Icon", get_icon);
    handlers.after_create("pubitems", [](Farm& farm, const std::string&, const RowKey& key,
                                         json::Object& row) { after_create(farm, key, row); });
    handlers.after_remove("pubitems", [](Farm& farm, const std::string&, const RowKey& key,
                                         json::Object& row) { after_remove(farm, key, row); });
}

}  // namespace rasctl::simulator
