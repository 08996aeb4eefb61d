#include "output/natural_order.hpp"

#include "text/ascii.hpp"

namespace rasctl::output {
namespace {

// The run of digits at i without its leading zeros; i moves behind it.
std::string_view take_number(std::string_view text, std::size_t& i) {
    while (i + 1 < text.size() && text[i] == '0' && is_digit(text[i + 1])) ++i;
    const std::size_t begin = i;
    while (i < text.size() && is_digit(text[i])) ++i;
    return text.substr(begin, i - begin);
}

}  // namespace

std::strong_ordering natural_order(std::string_view a, std::string_view b) {
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
        if (is_digit(a[i]) && is_digit(b[j])) {
            const std::string_view left = take_number(a, i);
            const std::string_view right = take_number(b, j);
            if (const auto order = left.size() <=> right.size(); order != 0) return order;
            if (const auto order = left <=> right; order != 0) return order;
            continue;
        }
        const auto left = static_cast<unsigned char>(to_lower(a[i++]));
        const auto right = static_cast<unsigned char>(to_lower(b[j++]));
        if (left != right) return left <=> right;
    }
    if (const auto order = (a.size() - i) <=> (b.size() - j); order != 0) return order;
    return a <=> b;
}

void append_natural_key(std::string& key, std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        if (!is_digit(text[i])) {
            key += to_lower(text[i++]);
            continue;
        }
        // Beside any other byte all digits are one; of two numbers the longer is the greater.
        const std::string_view number = take_number(text, i);
        key += '0';
        constexpr std::size_t longest_in_a_byte = 254;
        if (number.size() <= longest_in_a_byte) {
            key += static_cast<char>(static_cast<unsigned char>(number.size()));
        } else {
            key += static_cast<char>(static_cast<unsigned char>(0xFF));
            for (int shift = 56; shift >= 0; shift -= 8)
                key += static_cast<char>(static_cast<unsigned char>(number.size() >> shift & 0xFFU));
        }
        key += number;
    }
}

}  // namespace rasctl::output
