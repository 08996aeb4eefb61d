// How one member of an OpenAPI object is read as a text, a number or a yes, and how a description is refused.
#pragma once

#include <string>
#include <string_view>

#include "catalog/catalog.hpp"
#include "error/error.hpp"
#include "json/flat.hpp"
#include "json/value.hpp"

namespace rasctl::catalog::compiler {

// A longer name of a field, parameter or enum value is not taken.
constexpr std::size_t maximum_name_length = 200;

// The error that names the place in the description and what is wrong with it.
Error refuse(std::string_view place, std::string_view why);

// The member as text; empty when it is missing or no scalar.
std::string text_of(const json::Value& object, std::string_view name);
std::string_view text_of(const json::Node& object, std::string_view name);

// Whether the member is there and true.
bool is_true(const json::Value& object, std::string_view name);
bool is_true(const json::Node& object, std::string_view name);

// The member as a version of the server; 0 when it is missing.
int version_of(const json::Node& object, std::string_view name);

// What the description says of how sure a part is (x-evidence).
Evidence evidence_of(const json::Node& object);

// Descriptions of the vendor's file come wrapped in <para> tags and with \r\n; people read one line of plain
// text.
std::string plain_text(std::string_view text);
// Whether a text is plain as it is.
bool is_plain_text(std::string_view text);

}  // namespace rasctl::catalog::compiler
