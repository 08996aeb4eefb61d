// Naming a field of a row: "agentState", "agent-state", "userPortal.port", "disks.0.size".
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "error/error.hpp"
#include "json/value.hpp"

namespace rasctl::output {

// A field as the rows spell it.
struct FieldPath {
    std::string path;                       // wire names joined by dots
    std::vector<std::string> steps{};       // the same, split
    std::string words{};                    // as people are shown it: "user-portal.enable-rdp-udp"
    std::optional<catalog::Field> field{};  // what the catalogue knows of the last step

    // The value in a row, or null when the row lacks it. Names match exactly or, failing that, without regard
    // to letter case and hyphens; a number picks an element of an array.
    const json::Value* in(const json::Value& row) const;

    // Everything that the path names in a row: a list stands for its elements, on the way and at the end.
    // Nothing when the row lacks the field or has null there; an empty list is there.
    std::optional<std::vector<const json::Value*>> all_in(const json::Value& row) const;
};

// Where among the names of a row's members FieldPath::in() finds that of a step.
std::optional<std::size_t> place_among(std::span<const std::string> names, std::string_view step);

// The path of one step.
FieldPath one_step(std::string_view wire_name, const std::optional<catalog::Field>& field);

// A path from wire names, exactly as given.
FieldPath make_path(std::string_view path, const std::optional<catalog::Schema>& schema);

// A path from what a person typed: wire name or kebab-case in any letter case, and the short form of a
// reference ("site" for "siteId"). A name that the schema lacks is a usage error with the nearest names where
// there are some, or where the schema is known to be whole; elsewhere it is taken as it is.
Result<FieldPath> resolve_path(std::string_view typed, const std::optional<catalog::Schema>& schema);

// A name as people are shown it: as flags spell a field that the catalogue knows, else in kebab_case.
std::string words_of(std::string_view wire_name, const std::optional<catalog::Field>& field);

// "agentState" -> "agent-state", "userPortal.port" -> "user-portal.port".
std::string kebab_case(std::string_view wire_name);

// Letters in lower case, hyphens, underscores and blanks left out: the spelling by which names are compared.
std::string plain_name(std::string_view name);

}  // namespace rasctl::output
