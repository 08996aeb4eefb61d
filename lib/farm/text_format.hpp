// Texts of a known form (OpenAPI's "format"), checked before they are sent.
#pragma once

#include <optional>
#include <string_view>

#include "catalog/catalog.hpp"

namespace rasctl::farm {

// Whether the text is a GUID, with or without braces around it.
bool is_guid(std::string_view text);

// The beginning of an RFC 3339 time, which is what ASP.NET reads: a date, optionally with a time of day.
bool is_date_time(std::string_view text);

// What the format wants, "expects an IPv4 address such as 10.0.0.1", where the text is none; nothing for one
// that is, for an empty one, and for formats of which any text may be.
std::optional<std::string_view> format_problem(catalog::Format format, std::string_view text);

}  // namespace rasctl::farm
