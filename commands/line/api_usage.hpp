// How a command of the API is used, from the catalogue.
#pragma once

#include "catalog/catalog.hpp"
#include "commands/line/option.hpp"

namespace rasctl::commands {

// Targets, fields, query and choice flags of the command; the union over its operations.
Usage api_usage(const catalog::Command& command);

// The flag whose list a command that changes members takes as its last targets.
catalog::Flag member_flag(const catalog::Operation& operation);

// The kinds of things that a command of the API takes besides its own flags.
inline constexpr std::string_view group_target = "Target";
inline constexpr std::string_view group_field = "Fields";
inline constexpr std::string_view group_query = "Query";
inline constexpr std::string_view group_output = "Output";
inline constexpr std::string_view group_request = "Request";
inline constexpr std::string_view group_connection = "Connection";

}  // namespace rasctl::commands
