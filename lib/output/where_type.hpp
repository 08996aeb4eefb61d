// What the catalogue says of a field's values, as far as comparing them goes, and values that people typed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "catalog/catalog.hpp"
#include "catalog/unit.hpp"
#include "output/field_path.hpp"
#include "text/moment.hpp"

namespace rasctl::output {

enum class ValueKind {
    untyped,      // not known: compared as text, or as numbers where both sides are
    text,         // `=` exactly, `<` in natural order (versions come out right)
    boolean,      // yes on true 1, no off false 0
    number,       // also a duration or size in the field's own unit
    moment,       // compared as instants
    enumeration,  // by name or number
    reference,    // the ID of an object, or its name
    object        // only its fields can be compared
};

struct FieldType {
    ValueKind kind = ValueKind::untyped;
    std::optional<catalog::Unit> unit{};           // of a number
    std::optional<catalog::Schema> enumeration{};  // of an enumeration
    std::string refers{};                          // the kind of object, of a reference
};

// The type of the field's values or, of a list, of its elements.
FieldType type_of(const FieldPath& path);

// A value of the expression with everything that comparing needs worked out beforehand.
struct Operand {
    std::string text;
    bool quoted = false;
    std::optional<double> number{};             // in the field's unit
    std::optional<std::int64_t> whole{};        // when the number is one that fits
    std::optional<std::int64_t> enum_number{};  // of an enumeration
    std::optional<bool> boolean{};
    std::optional<Moment> moment{};   // when it is no relative one
    bool is_name = false;             // of an object whose ID is not known yet
    std::optional<std::string> id{};  // of a reference
};

}  // namespace rasctl::output
