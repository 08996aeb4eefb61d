// The floating numbers beside a number, as std::nextafter finds them: that alone would have every run load
// libm.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace rasctl {

inline double next_above(double number) {
    if (number == 0) return std::numeric_limits<double>::denorm_min();
    if (!std::isfinite(number)) return number;
    return std::bit_cast<double>(std::bit_cast<std::int64_t>(number) + (number > 0 ? 1 : -1));
}

inline double next_below(double number) {
    return -next_above(-number);
}

}  // namespace rasctl
