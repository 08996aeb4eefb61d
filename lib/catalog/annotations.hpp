// What is known about the knowledge: what speaks against an operation or a field, where a default comes from,
// and which enumerations have certain names but uncertain numbers. Asked for by explanations only, so that it
// is looked up by name in the image's texts and costs no other command anything.
#pragma once

#include <string_view>

#include "catalog/catalog.hpp"

namespace rasctl::catalog {

// In the image annotations are the last texts, three each: the subject ("GET /api/Site", "Site.name",
// "SiteKind"), what is told of it, and the telling; they are sorted by subject. The very last text is this
// marker and their number.
inline constexpr std::string_view annotations_marker = "annotations:";
inline constexpr std::string_view annotation_doubt = "doubt";
inline constexpr std::string_view annotation_default = "default";
inline constexpr std::string_view annotation_numbers = "numbers";

// What is told of the subject, empty for nothing.
std::string_view annotation(const Catalog& catalog, std::string_view subject, std::string_view kind);

// What speaks against it, empty for nothing.
std::string_view doubt_of(const Operation& operation);
std::string_view doubt_of(const Field& field);

// Where the field's default is known from: "sample", "default-settings", "powershell", "page", "inferred" or
// "minimum" (no more than the least that is allowed); empty where nothing is told.
std::string_view default_evidence_of(const Field& field);

// Whether the numbers of an enumeration's names are certain; else a number may have to be sent.
bool numbers_known(const Schema& enumeration);

}  // namespace rasctl::catalog
