// Where an object that is read shows a field that is written.
#pragma once

#include <string>

#include "catalog/catalog.hpp"

namespace rasctl::state {

// The dotted path in objects of the schema, or empty where none shows the field. A flat field such as
// `securityPrincipalsEnabled` is found in its nested place `securityPrincipals.enabled`.
std::string place_of(catalog::Field field, catalog::Schema shown);

}  // namespace rasctl::state
