// What a number of the API counts, and which texts are times: told by the fields' names and descriptions.
#pragma once

#include <optional>
#include <string_view>

#include "catalog/catalog.hpp"

namespace rasctl::catalog {

enum class Quantity { time, months, size, share };

struct Unit {
    Quantity quantity = Quantity::time;
    double base = 1;        // of one, in milliseconds, months, bytes or hundredths
    std::string_view name;  // "seconds"
};

// The unit in which a number field counts time or bytes, or that it is a percentage; nothing when it counts
// something else or nobody says.
std::optional<Unit> unit_of(const Field& field);

// Whether the number is a colour: red, green and blue, a byte each.
bool is_colour(const Field& field);

// Whether the field's texts are points in time, be it in the forms that only the service uses.
bool is_moment(const Field& field);

// A person's duration, size or share in the field's own unit: 5400 for "1h30m" where it counts seconds.
std::optional<double> in_unit(const Unit& unit, std::string_view text);

// What may be typed for a number of that unit, for messages: "a number of seconds, or 90s, ...".
std::string_view forms_of(const Unit& unit);

}  // namespace rasctl::catalog
