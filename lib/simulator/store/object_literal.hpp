// Writing a JSON object as a list of names and values.
#pragma once

#include <initializer_list>

#include "json/value.hpp"

namespace rasctl::simulator {

// object({{"server", "gw1"}, {"enabled", true}})
inline json::Object object(std::initializer_list<json::Member> members) {
    json::Object result;
    for (const json::Member& member : members) result.append(member.name, member.value);
    return result;
}

// Both objects' members; where a name is in both, the second one's.
inline json::Object merged(json::Object first, const json::Object& second) {
    for (const json::Member& member : second) first.set(member.name, member.value);
    return first;
}

}  // namespace rasctl::simulator
