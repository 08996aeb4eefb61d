// Members within members, by dotted paths: "userProfile.fsLogix.general".
#pragma once

#include <string>
#include <string_view>

#include "json/value.hpp"

namespace rasctl::simulator {

// Null when it is not there; the path must not be empty.
const json::Value* value_at(const json::Object& object, std::string_view path);
// The object there, made where it is not; `object` itself for an empty path.
json::Object& object_at(json::Object& object, std::string_view path);
void set_at(json::Object& object, std::string_view path, json::Value value);
// {"userProfile":{"fsLogix":{"general":inner}}}
json::Object nested(std::string_view path, json::Object inner);

// "a.b" -> "a", and "" without a dot; "a.b" -> "b".
std::string_view above(std::string_view path);
std::string_view last_step(std::string_view path);

}  // namespace rasctl::simulator
