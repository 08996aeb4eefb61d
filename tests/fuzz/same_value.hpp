// Whether two JSON values mean the same to a reader, where a format may spell them anew.
#pragma once

#include "json/value.hpp"

namespace rasctl::fuzz {

enum class Numbers {
    exact,      // of the same decimal value, whatever the spelling
    as_doubles  // what is left of them in a double
};

// Members count by name, of those with the same name the last one, as every reader of JSON has it.
bool same_value(const json::Value& a, const json::Value& b, Numbers numbers = Numbers::exact);

}  // namespace rasctl::fuzz
