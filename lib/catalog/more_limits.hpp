// What few descriptions say of a field, and no other than foreign ones: how many elements a list has, the
// step of a number, and what never comes in an answer. It stands among the annotations; a field that has any
// says so in its record, so that it costs no other anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "catalog/catalog.hpp"

namespace rasctl::catalog {

// The bit of image::Field::flags behind image::FieldFlag.
inline constexpr std::uint32_t field_has_more_limits = 1U << 14U;
inline constexpr std::string_view annotation_limits = "limits";

struct MoreLimits {
    std::optional<std::uint32_t> fewest, most;  // elements of a list
    std::optional<double> step;                 // a number is a multiple of it
    bool distinct = false, write_only = false;  // no element twice; never in an answer
    bool operator==(const MoreLimits&) const = default;
};

MoreLimits more_limits_of(const Field& field);

// As annotations hold them; empty for none.
std::string written(const MoreLimits& limits);

// What the field's annotations are about.
std::string subject_of_field(std::uint32_t index);

}  // namespace rasctl::catalog
