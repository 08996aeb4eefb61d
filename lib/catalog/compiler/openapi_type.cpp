#include "catalog/compiler/openapi_type.hpp"

#include <set>

#include "catalog/compiler/openapi_media.hpp"
#include "catalog/compiler/openapi_text.hpp"

namespace rasctl::catalog::compiler {

using json::Node;

template <class Value>
std::string type_name(const Value& schema, bool& nullable) {
    const Value* type = schema.find("type");
    if (!type) return schema.find("properties") ? "object" : schema.find("items") ? "array" : "";
    if (!type->is_array()) return std::string(type->scalar_text());
    std::set<std::string> names;
    for (const Value& one : type->as_array()) {
        if (one.scalar_text() == "null")
            nullable = true;
        else
            names.emplace(one.scalar_text());
    }
    if (names == std::set<std::string>{"integer", "number"}) return "number";
    if (names.empty()) return {};
    // Of several types any value may be, for all that rasctl can tell.
    return names.size() == 1 ? *names.begin() : std::string(several_types);
}

template std::string type_name(const json::Value& schema, bool& nullable);
template std::string type_name(const Node& schema, bool& nullable);

bool is_file(const Node& schema, std::string_view type) {
    if (type == "file" || text_of(schema, "format") == "binary") return true;
    const std::string_view media = text_of(schema, "contentMediaType");
    return (type.empty() || type == "string") && !media.empty() && !schema.find("contentEncoding") &&
           !media.starts_with("text/") && !is_json(media);
}

}  // namespace rasctl::catalog::compiler
