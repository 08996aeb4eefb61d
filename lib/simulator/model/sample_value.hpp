// Values that a description allows, for answers of operations whose objects nobody made.
#pragma once

#include "catalog/catalog.hpp"
#include "json/value.hpp"

namespace rasctl::simulator {

// A value of the type, with one element in every list; objects are as deep as is of use.
json::Value sample_of(catalog::Type type);

// Likewise of a field, within its limits. A pattern that is more than a list of words is not followed.
json::Value sample_of(catalog::Field field);

}  // namespace rasctl::simulator
