#include "json/number_text.hpp"

#include <charconv>
#include <cmath>

namespace rasctl::json {

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t result = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
    if (text.empty() || error != std::errc{}) return std::nullopt;
    if (end == text.data() + text.size()) return result;
    // "25.0" and "1E2" are whole numbers too.
    const auto exact = decimal_number(text);
    if (!exact || std::trunc(*exact) != *exact || std::abs(*exact) > 9007199254740992.0) return std::nullopt;
    return static_cast<std::int64_t>(*exact);
}

std::optional<double> decimal_number(std::string_view text) {
    double result = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    // "nan" and "inf" are names that a server may give, no numbers.
    return std::isfinite(result) ? std::optional(result) : std::nullopt;
}

}  // namespace rasctl::json
