#include "json/yaml_scalar.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

#include "json/reader.hpp"

namespace rasctl::json {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& words) {
    return std::ranges::find(words, text) != words.end();
}

std::string_view take_digits(std::string_view& text) {
    const auto end = std::min(text.find_first_not_of("0123456789"), text.size());
    const std::string_view digits = text.substr(0, end);
    text.remove_prefix(end);
    return digits;
}

// The parts of a decimal number: sign whole . fraction e exponent.
struct Decimal {
    bool negative = false;
    std::string_view whole;
    bool has_dot = false;
    std::string_view fraction;
    std::string_view exponent;  // with its letter and sign, empty for none
};

std::optional<Decimal> read_decimal(std::string_view text) {
    Decimal number;
    if (text.starts_with('-') || text.starts_with('+')) {
        number.negative = text.front() == '-';
        text.remove_prefix(1);
    }
    number.whole = take_digits(text);
    if (text.starts_with('.')) {
        number.has_dot = true;
        text.remove_prefix(1);
        number.fraction = take_digits(text);
    }
    if (number.whole.empty() && number.fraction.empty()) return std::nullopt;
    if (text.starts_with('e') || text.starts_with('E')) {
        number.exponent = text;
        text.remove_prefix(1);
        if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
        if (take_digits(text).empty()) return std::nullopt;
    }
    if (!text.empty()) return std::nullopt;
    return number;
}

std::string json_text(const Decimal& number) {
    std::string_view whole = number.whole;
    whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
    std::string text = number.negative ? "-" : "";
    text += whole.empty() ? "0" : whole;
    if (number.has_dot) {
        text += '.';
        text += number.fraction.empty() ? "0" : number.fraction;
    }
    text += number.exponent;
    return text;
}

// "0o17" and "0x1F". Outer nothing: no such number; inner nothing: over 64 bits.
std::optional<std::optional<Value>> read_based(std::string_view text) {
    int base = 0;
    if (text.starts_with("0o")) base = 8;
    if (text.starts_with("0x")) base = 16;
    if (base == 0) return std::nullopt;
    text.remove_prefix(2);
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    if (text.empty() || end != text.data() + text.size()) return std::nullopt;
    if (error == std::errc::result_out_of_range) return std::optional<Value>();
    if (error != std::errc{}) return std::nullopt;
    return std::optional<Value>(Value(number));
}

}  // namespace

std::optional<Value> resolve_plain_scalar(std::string_view text) {
    static constexpr std::array<std::string_view, 5> nulls{"", "~", "null", "Null", "NULL"};
    static constexpr std::array<std::string_view, 3> trues{"true", "True", "TRUE"};
    static constexpr std::array<std::string_view, 3> falses{"false", "False", "FALSE"};
    static constexpr std::array<std::string_view, 3> infinities{".inf", ".Inf", ".INF"};
    static constexpr std::array<std::string_view, 3> not_numbers{".nan", ".NaN", ".NAN"};
    if (is_one_of(text, nulls)) return Value();
    if (is_one_of(text, trues)) return Value(true);
    if (is_one_of(text, falses)) return Value(false);
    if (is_one_of(text, not_numbers)) return std::nullopt;
    const bool is_signed = text.front() == '-' || text.front() == '+';
    if (is_one_of(is_signed ? text.substr(1) : text, infinities)) return std::nullopt;
    if (auto based = read_based(text)) return *based;
    if (const auto decimal = read_decimal(text)) {
        std::string number = json_text(*decimal);
        // Of exponents with many digits the reader of JSON makes nothing, and neither does the server's.
        if (!decimal->exponent.empty() && !parse(number)) return std::nullopt;
        return Value(Number{std::move(number)});
    }
    return Value(text);
}

}  // namespace rasctl::json
