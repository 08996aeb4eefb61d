// How a target is written into its path, as OpenAPI's styles "simple", "label" and "matrix" say.
#pragma once

#include <cstdint>

#include "catalog/catalog.hpp"

namespace rasctl::catalog {

// "a,b"; ".a,b" or, apart, ".a.b"; ";name=a,b" or, apart, ";name=a;name=b". A parameter of a path keeps it
// where others keep their Style: the first two of those are the simple one.
enum class PathStyle : std::uint8_t { simple, label = 2, label_apart, matrix, matrix_apart };

inline Style stored(PathStyle style) {
    return static_cast<Style>(style);
}

inline PathStyle path_style_of(const Field& path_parameter) {
    const bool simple = path_parameter.style() == Style::apart || path_parameter.style() == Style::commas;
    return simple ? PathStyle::simple : static_cast<PathStyle>(path_parameter.style());
}

}  // namespace rasctl::catalog
