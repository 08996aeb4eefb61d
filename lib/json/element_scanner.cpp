#include "json/element_scanner.hpp"

#include <array>
#include <cstdint>

namespace rasctl::json {
namespace {

using Found = ElementScanner::Found;

// Far below what the parser takes; who nests deeper pays for the parser.
constexpr std::size_t deepest = 64;

// Bytes that end a run inside a string: quotes, escapes, controls, and what is not ASCII.
constexpr std::array<bool, 256> ends_run = [] {
    std::array<bool, 256> table{};
    for (std::size_t byte = 0; byte < table.size(); ++byte)
        table[byte] = byte < 0x20 || byte >= 0x7F || byte == '"' || byte == '\\';
    return table;
}();

std::uint8_t byte_at(const char* at) {
    return static_cast<std::uint8_t>(*at);
}

bool is_digit_at(const char* at) {
    return *at >= '0' && *at <= '9';
}

// The value of four hexadecimal digits; more than 16 bits for none.
std::uint32_t hexadecimal(const char* at) {
    std::uint32_t value = 0;
    for (const char* digit = at; digit < at + 4; ++digit) {
        const char c = *digit;
        const std::uint32_t one = c >= '0' && c <= '9'   ? static_cast<std::uint32_t>(c - '0')
                                  : c >= 'a' && c <= 'f' ? static_cast<std::uint32_t>(c - 'a' + 10)
                                  : c >= 'A' && c <= 'F' ? static_cast<std::uint32_t>(c - 'A' + 10)
                                                         : 0x10000U;
        value = value << 4U | one;
        if (one > 15U) return 0x10000U;
    }
    return value;
}

}  // namespace

Found ElementScanner::scan(std::string_view text) {
    at_ = text.data();
    end_ = at_ + text.size();
    is_plain_ = true;
    members_.clear();
    const Found found = value(1);
    if (found == Found::element) text_ = text.substr(0, static_cast<std::size_t>(at_ - text.data()));
    return found;
}

void ElementScanner::skip_blanks() {
    while (!at_end() && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) {
        is_plain_ = false;
        ++at_;
    }
}

Found ElementScanner::value(std::size_t depth) {
    if (at_end()) return Found::incomplete;
    switch (*at_) {
        case '{':
            return object(depth);
        case '[':
            return array(depth);
        case '"':
            ++at_;
            return string();
        case 't':
            return word("true");
        case 'f':
            return word("false");
        case 'n':
            return word("null");
        default:
            return number();
    }
}

Found ElementScanner::object(std::size_t depth) {
    if (depth > deepest) return Found::odd;
    ++at_;
    skip_blanks();
    if (at_end()) return Found::incomplete;
    if (*at_ == '}') {
        ++at_;
        return Found::element;
    }
    for (;;) {
        if (at_end()) return Found::incomplete;
        if (*at_ != '"') return Found::odd;
        const char* const name = ++at_;
        if (const Found found = string(); found != Found::element) return found;
        const char* const name_end = at_ - 1;
        skip_blanks();
        if (at_end()) return Found::incomplete;
        if (*at_ != ':') return Found::odd;
        ++at_;
        skip_blanks();
        const char* const begin = at_;
        if (const Found found = value(depth + 1); found != Found::element) return found;
        if (depth == 1) members_.push_back({{name, name_end}, {begin, at_}});
        skip_blanks();
        if (at_end()) return Found::incomplete;
        const char next = *at_++;
        if (next == '}') return Found::element;
        if (next != ',') return Found::odd;
        skip_blanks();
    }
}

Found ElementScanner::array(std::size_t depth) {
    if (depth > deepest) return Found::odd;
    ++at_;
    skip_blanks();
    if (at_end()) return Found::incomplete;
    if (*at_ == ']') {
        ++at_;
        return Found::element;
    }
    for (;;) {
        if (const Found found = value(depth + 1); found != Found::element) return found;
        skip_blanks();
        if (at_end()) return Found::incomplete;
        const char next = *at_++;
        if (next == ']') return Found::element;
        if (next != ',') return Found::odd;
        skip_blanks();
    }
}

// From behind the opening quote to behind the closing one.
Found ElementScanner::string() {
    for (;;) {
        while (!at_end() && !ends_run[byte_at(at_)]) ++at_;
        if (at_end()) return Found::incomplete;
        const std::uint8_t byte = byte_at(at_);
        if (byte == '"') {
            ++at_;
            return Found::element;
        }
        Found found = Found::element;
        if (byte == '\\') {
            found = escape();
        } else if (byte >= 0x80) {
            found = many_bytes();
        } else if (byte == 0x7F) {
            is_plain_ = false;
            ++at_;
        } else {
            return Found::odd;
        }
        if (found != Found::element) return found;
    }
}

Found ElementScanner::escape() {
    if (end_ - at_ < 2) return Found::incomplete;
    constexpr std::string_view kept = "\"\\nrt", rewritten = "/bf";
    const char kind = at_[1];
    if (kind != 'u') {
        if (kept.find(kind) == std::string_view::npos) {
            if (rewritten.find(kind) == std::string_view::npos) return Found::odd;
            is_plain_ = false;
        }
        at_ += 2;
        return Found::element;
    }
    is_plain_ = false;
    if (end_ - at_ < 6) return Found::incomplete;
    const std::uint32_t unit = hexadecimal(at_ + 2);
    if (unit > 0xFFFF || (unit >= 0xDC00 && unit <= 0xDFFF)) return Found::odd;
    if (unit < 0xD800 || unit > 0xDBFF) {
        at_ += 6;
        return Found::element;
    }
    if (end_ - at_ < 12) return Found::incomplete;
    const std::uint32_t low = hexadecimal(at_ + 8);
    if (at_[6] != '\\' || at_[7] != 'u' || low < 0xDC00 || low > 0xDFFF) return Found::odd;
    at_ += 12;
    return Found::element;
}

// One character of UTF-8 (RFC 3629): no overlong form, no surrogate, nothing over U+10FFFF.
Found ElementScanner::many_bytes() {
    const std::uint8_t first = byte_at(at_);
    const std::ptrdiff_t length = first < 0xC2   ? 0
                                  : first < 0xE0 ? 2
                                  : first < 0xF0 ? 3
                                  : first < 0xF5 ? 4
                                                 : 0;
    if (length == 0) return Found::odd;
    if (end_ - at_ < length) return Found::incomplete;
    const std::uint8_t second = byte_at(at_ + 1);
    const std::uint8_t lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const std::uint8_t highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (second < lowest || second > highest) return Found::odd;
    for (std::ptrdiff_t i = 2; i < length; ++i)
        if ((byte_at(at_ + i) & 0xC0U) != 0x80U) return Found::odd;
    // C1 controls are written as escapes.
    if (first == 0xC2 && second <= 0x9F) is_plain_ = false;
    at_ += length;
    return Found::element;
}

Found ElementScanner::number() {
    const auto digits = [this] {
        const char* const begin = at_;
        while (!at_end() && is_digit_at(at_)) ++at_;
        return at_ - begin;
    };
    if (*at_ == '-') ++at_;
    if (at_end()) return Found::incomplete;
    if (*at_ == '0')
        ++at_;
    else if (digits() == 0)
        return Found::odd;
    if (!at_end() && *at_ == '.') {
        ++at_;
        if (digits() == 0) return at_end() ? Found::incomplete : Found::odd;
    }
    if (!at_end() && (*at_ == 'e' || *at_ == 'E')) {
        ++at_;
        if (!at_end() && (*at_ == '+' || *at_ == '-')) ++at_;
        constexpr std::ptrdiff_t most_digits = 3;
        const std::ptrdiff_t count = digits();
        if (at_end()) return Found::incomplete;
        if (count == 0 || count > most_digits) return Found::odd;
    }
    // A digit may follow in the next piece.
    if (at_end()) return Found::incomplete;
    return is_digit_at(at_) ? Found::odd : Found::element;
}

Found ElementScanner::word(std::string_view text) {
    const std::string_view rest(at_, end_);
    if (!rest.starts_with(text)) return text.starts_with(rest) ? Found::incomplete : Found::odd;
    at_ += text.size();
    return Found::element;
}

}  // namespace rasctl::json
