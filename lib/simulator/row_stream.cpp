#include "simulator/row_stream.hpp"

#include <algorithm>
#include <memory>

#include "json/writer.hpp"
#include "simulator/shape.hpp"
#include "simulator/status.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::size_t piece_size = 64UL * 1024;

// Rejects a row by its text where that is certain: the member is there as a number, and nowhere with that
// value.
bool surely_differs(std::string_view text, const RowFilter& filter) {
    const auto wanted = filter.value.to_int64();
    if (!wanted) return false;
    const std::string member = "\"" + filter.member + "\":";
    const std::string number = std::to_string(*wanted);
    bool there = false;
    for (auto at = text.find(member); at != std::string_view::npos; at = text.find(member, at + 1)) {
        std::string_view value = text.substr(at + member.size());
        if (value.starts_with('"')) value.remove_prefix(1);
        there = true;
        if (value.starts_with(number)) return false;
    }
    return there;
}

bool passes(const json::Object& object, const std::vector<RowFilter>& filters) {
    return std::ranges::all_of(filters, [&](const RowFilter& filter) {
        const json::Value* value = object.find_ignoring_case(filter.member);
        return value && same_value(*value, filter.value);
    });
}

}  // namespace

bool same_value(const json::Value& value, const json::Value& wanted) {
    if (value.is_array())
        return std::ranges::any_of(value.as_array(),
                                   [&](const json::Value& one) { return same_value(one, wanted); });
    const auto a = value.to_int64(), b = wanted.to_int64();
    if (a && b) return *a == *b;
    return equal_ignoring_case(value.scalar_text(), wanted.scalar_text());
}

json::Object shown_row(Farm& farm, const Handlers& handlers, const RowList& list, const RowKey& key,
                       json::Object row) {
    const auto schema = list.type.schema();
    if (list.status) {
        if (!schema) return row;
        json::Object status = derive_status(farm, *schema, list.table, key, row);
        handlers.run_status(farm, list.table, key, status);
        return status;
    }
    handlers.run_decorate(farm, list.table, key, row);
    return schema ? project(*schema, row, farm.options().api) : row;
}

Response row_response(Farm& farm, const Handlers& handlers, RowList list) {
    Response response;
    response.content_type = json_media_type;
    struct Position {
        std::optional<RowKey> last;
        bool begun = false;
        bool first = true;
    };
    auto position = std::make_shared<Position>();
    response.pieces = [&farm, &handlers, list = std::move(list), position](std::string& out) {
        const std::size_t until = out.size() + piece_size;
        if (!position->begun) out += '[';
        position->begun = true;
        while (out.size() < until) {
            const auto key = farm.store().next(list.table, position->last);
            if (!key) {
                out += ']';
                return false;
            }
            position->last = key;
            const std::string* text = farm.store().text(list.table, *key);
            if (std::ranges::any_of(list.stored,
                                    [&](const RowFilter& filter) { return surely_differs(*text, filter); }))
                continue;
            json::Object row = parse_row(*text);
            if (!passes(row, list.stored)) continue;
            const json::Object shown = shown_row(farm, handlers, list, *key, std::move(row));
            if (!passes(shown, list.shown)) continue;
            if (!position->first) out += ',';
            position->first = false;
            json::append(out, json::Value(shown));
        }
        return true;
    };
    return response;
}

}  // namespace rasctl::simulator
