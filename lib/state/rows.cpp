#include "state/rows.hpp"

#include <algorithm>

#include "farm/row_member.hpp"
#include "text/ascii.hpp"

namespace rasctl::state {
namespace {

using catalog::Operation;
using farm::text_of;
using json::Value;

std::string range_text(const Value& range) {
    const std::string from = text_of(range, "from"), to = text_of(range, "to");
    return to.empty() || to == from ? from : from + "-" + to;
}

// Like `{"iPv4s": [{"from": ..., "to": ...}], "iPv6s": []}`.
bool is_ranges(const Value& value) {
    return value.is_object() && !value.as_object().empty() &&
           std::ranges::all_of(value.as_object(), [](const json::Member& member) {
               return member.value.is_array() &&
                      std::ranges::all_of(member.value.as_array(), [](const Value& range) {
                          return farm::member_of(range, "from") != nullptr;
                      });
           });
}

}  // namespace

json::Array rows_of(Value answer) {
    if (answer.is_array()) return std::move(answer.as_array());
    json::Array rows;
    if (is_ranges(answer)) {
        for (const json::Member& member : answer.as_object())
            for (const Value& range : member.value.as_array()) rows.emplace_back(range_text(range));
    } else if (answer.is_object() && !answer.as_object().empty()) {
        rows.push_back(std::move(answer));
    }
    return rows;
}

bool is_of_kind(const Kind& kind, const Operation& shows, const Value& row) {
    if (kind.noun.told().empty() || shows.command().noun() == kind.noun) return true;
    const Value* value = farm::member_of(row, kind.noun.told_by());
    if (value == nullptr) return true;
    const auto schema = shows.response().schema();
    const auto field = schema ? schema->field(kind.noun.told_by()) : std::nullopt;
    const auto values = field ? field->type().schema() : std::nullopt;
    const auto number = value->to_int64();
    const auto known = !values  ? std::nullopt
                       : number ? values->value(*number)
                                : values->value(value->scalar_text());
    const std::string name = known ? std::string(known->name()) : value->scalar_text();
    return std::ranges::any_of(kind.noun.told(),
                               [&](std::string_view one) { return equal_ignoring_case(one, name); });
}

std::string id_in(const Kind& kind, const Value& row) {
    std::string id = text_of(row, "id");
    return id.empty() && kind.form == Form::listed ? text_of(row, kind.identity) : id;
}

}  // namespace rasctl::state
