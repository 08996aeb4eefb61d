#include "catalog/compiler/openapi_enumeration.hpp"

#include <algorithm>

#include "catalog/compiler/openapi_text.hpp"

namespace rasctl::catalog::compiler {
namespace {

using json::Value;

// "0 = Disabled": how the vendor writes enums whose values are numbers on the wire.
bool is_numbered(const Value& value) {
    if (!value.is_string()) return false;
    const std::string& text = value.as_string();
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0) return false;
    const auto last = text.find_last_not_of(' ', equals - 1);
    return last != std::string::npos && Value(text.substr(0, last + 1)).to_int64().has_value();
}

}  // namespace

bool has_numbers(const Value& schema, std::string_view type) {
    const Value* values = schema.find("enum");
    if (!values || !values->is_array()) return false;
    return type == "integer" || text_of(schema, "format") == "int32" ||
           (!values->as_array().empty() && std::ranges::all_of(values->as_array(), is_numbered));
}

void read_enumeration(SchemaModel& model, const Value& schema) {
    model.kind = schema.find("x-enum-flags") ? SchemaKind::flags : SchemaKind::enumeration;
    const Value* numbers = schema.find("x-enum-values");
    if (!numbers || !numbers->is_array()) numbers = schema.find("enum");
    const Value* names = schema.find("x-enum-varnames");
    if (!numbers || !numbers->is_array()) return;
    std::int64_t position = 0;
    for (std::size_t i = 0; i < numbers->as_array().size(); ++i, ++position) {
        const Value& value = numbers->as_array()[i];
        EnumValueModel one;
        std::string text = value.scalar_text();
        // The vendor writes "0 = Disabled" in an enum of type string, format int32.
        if (is_numbered(value)) {
            const auto equals = text.find('=');
            one.number = Value(text.substr(0, text.find_last_not_of(' ', equals - 1) + 1))
                             .to_int64()
                             .value_or(position);
            const auto begin = text.find_first_not_of(' ', equals + 1);
            one.name = begin == std::string::npos ? std::string{} : text.substr(begin);
        } else {
            one.number = value.to_int64().value_or(position);
            one.name = text;
        }
        if (names && names->is_array() && i < names->as_array().size())
            one.name = names->as_array()[i].scalar_text();
        one.name = plain_text(one.name);
        if (one.name.size() > maximum_name_length) one.name = std::to_string(one.number);
        model.values.push_back(std::move(one));
    }
}

}  // namespace rasctl::catalog::compiler
