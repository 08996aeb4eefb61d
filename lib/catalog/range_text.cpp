#include "catalog/range_text.hpp"

#include <charconv>
#include <cmath>
#include <limits>

#include "text/next_number.hpp"

namespace rasctl::catalog {
namespace {

constexpr double endless = std::numeric_limits<double>::infinity();

// The shortest digits that mean the number.
std::string digits_of(double number) {
    char digits[400];
    const bool whole = std::abs(number) < 1e15 && number == std::floor(number);
    const auto [end, error] =
        whole ? std::to_chars(digits, digits + sizeof digits, number, std::chars_format::fixed)
              : std::to_chars(digits, digits + sizeof digits, number);
    return error == std::errc{} ? std::string(digits, end) : std::string{};
}

// The bound that a description left out, where this is the number beside it: that one is written in few
// digits.
std::optional<std::string> left_out(double bound, double towards) {
    constexpr std::size_t many_digits = 6;
    const std::string written = digits_of(bound),
                      beside = digits_of(towards > bound ? next_above(bound) : next_below(bound));
    if (beside.size() + many_digits > written.size() && bound != std::numeric_limits<double>::denorm_min() &&
        bound != -std::numeric_limits<double>::denorm_min())
        return std::nullopt;
    return beside == "-0" ? "0" : beside;
}

}  // namespace

std::string lower_bound_text(std::optional<double> low) {
    if (!low) return {};
    const auto excluded = left_out(*low, -endless);
    return excluded ? "more than " + *excluded : digits_of(*low);
}

std::string upper_bound_text(std::optional<double> high) {
    if (!high) return {};
    const auto excluded = left_out(*high, endless);
    return excluded ? "less than " + *excluded : digits_of(*high);
}

std::string range_text(std::optional<double> low, std::optional<double> high) {
    const std::string least = lower_bound_text(low), most = upper_bound_text(high);
    const bool open_below = least.starts_with("more"), open_above = most.starts_with("less");
    if (low && high && !open_below && !open_above) return least + " to " + most;
    std::string text = least.empty() || open_below ? least : "at least " + least;
    if (most.empty()) return text;
    if (!text.empty()) text += ", ";
    return text + (open_above ? "" : "at most ") + most;
}

}  // namespace rasctl::catalog
