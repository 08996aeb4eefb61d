// Where GET shows what a request calls otherwise: updates take flat ("sessionExpire", "gatewaysEnabled") what
// objects show nested (webAdminService.session.expire, gateways.enabled), and new names as "newName".
#pragma once

#include <optional>
#include <string>

#include "simulator/api/handlers.hpp"

namespace rasctl::simulator {

// What GET answers at the operation's path; nothing where there is no GET or it answers a list.
std::optional<catalog::Schema> shown_schema(const Farm& farm, catalog::Operation operation);

// Dotted path of the place in `shown` where the field of a body is to be seen; empty when it has none, or
// bears the same name.
std::string shown_place(catalog::Schema shown, catalog::Field field);

// A body with every member at the place where it is shown. Null leaves a member as it is that cannot be null.
json::Object as_shown(const json::Object& body, std::optional<catalog::Schema> taken,
                      std::optional<catalog::Schema> shown);

}  // namespace rasctl::simulator
