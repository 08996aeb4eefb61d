// Where an object shows what also has a path of its own: GET .../Host/{id}/FSLogix/General answers the member
// fsLogix.general of the host. Found by schemas and names.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"

namespace rasctl::catalog {

// Dotted path of the member of `whole` that shows what the GET `part` answers; `words` are the steps of the
// part's path below the object, in lower case. Empty: the part answers members of the object itself. Nothing:
// the object does not show the part.
std::optional<std::string> member_showing(Schema whole, Operation part,
                                          const std::vector<std::string_view>& words);

}  // namespace rasctl::catalog
