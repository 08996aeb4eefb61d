#include "output/where_type.hpp"

#include "output/enumeration.hpp"

namespace rasctl::output {

FieldType type_of(const FieldPath& path) {
    if (!path.field) return {};
    const catalog::Field& field = *path.field;
    const catalog::Type type = field.type();
    const catalog::Kind kind = type.is_array() ? type.element() : type.kind();
    using catalog::Kind;
    switch (kind) {
        case Kind::boolean:
            return {.kind = ValueKind::boolean};
        case Kind::integer:
        case Kind::number:
            if (!field.refers().empty())
                return {.kind = ValueKind::reference, .refers = std::string(field.refers())};
            return {.kind = ValueKind::number, .unit = unit_of(field)};
        case Kind::enumeration: {
            const auto enumeration = enumeration_of(field);
            if (!enumeration || enumeration->values().empty()) return {.kind = ValueKind::number};
            return {.kind = ValueKind::enumeration, .enumeration = enumeration};
        }
        case Kind::object:
            return {.kind = ValueKind::object};
        case Kind::string:
            if (is_moment(field)) return {.kind = ValueKind::moment};
            if (!field.refers().empty())
                return {.kind = ValueKind::reference, .refers = std::string(field.refers())};
            return {.kind = ValueKind::text};
        default:
            return {};
    }
}

}  // namespace rasctl::output
