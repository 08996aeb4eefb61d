#include "json/element_scanner.hpp"

#include <cstdint>
#include <cstring>

#include "json/plain_run.hpp"

namespace rasctl::json {
namespace {

using Found = ElementScanner::Found;

// Far below what the parser takes; who nests deeper pays for the parser.
constexpr std::size_t deepest = 64;
// Of the names that a hostile server makes up no more are remembered.
constexpr std::size_t most_names = 1024;

std::uint8_t byte_at(const char* at) {
    return static_cast<std::uint8_t>(*at);
}

// Text of this length is mostly compared: that takes less than a call.
bool same_bytes(const char* a, const char* b, std::size_t size) {
    constexpr std::size_t at_once = sizeof(std::uint64_t);
    if (size < at_once) return std::memcmp(a, b, size) == 0;
    const auto differ = [&](std::size_t at) {
        std::uint64_t of_a = 0, of_b = 0;
        std::memcpy(&of_a, a + at, at_once);
        std::memcpy(&of_b, b + at, at_once);
        return of_a != of_b;
    };
    for (std::size_t at = 0; at + at_once < size; at += at_once)
        if (differ(at)) return false;
    return !differ(size - at_once);
}

// Behind a whole number that a comma or the end of an object follows, as nearly all do; null for any other.
inline const char* behind_plain_number(const char* at, const char* end) {
    if (at == end || *at < '0' || *at > '9') return nullptr;
    const bool is_zero = *at == '0';
    do ++at;
    while (at != end && *at >= '0' && *at <= '9' && !is_zero);
    return at != end && (*at == ',' || *at == '}') ? at : nullptr;
}

const char* behind_digits(const char* at, const char* end) {
    while (at != end && *at >= '0' && *at <= '9') ++at;
    return at;
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

Found ElementScanner::scan(std::string_view text, Members members) {
    end_ = text.data() + text.size();
    is_plain_ = true;
    keeps_members_ = members == Members::all;
    members_.clear();
    count_ = 0;
    has_known_shape_ = remembers_ && !text.empty() && text.front() == '{';
    const char* const end = value(text.data(), 1);
    if (end == nullptr) return why_;
    if (has_known_shape_ && count_ != names_.size()) forget_others();
    text_ = {text.data(), end};
    return Found::element;
}

inline const char* ElementScanner::behind_blanks(const char* at) {
    while (at != end_ && *at <= ' ' && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')) {
        is_plain_ = false;
        ++at;
    }
    return at;
}

const char* ElementScanner::value(const char* at, std::size_t depth) {
    if (at == end_) return no(Found::incomplete);
    switch (*at) {
        case '{':
            return object(at, depth);
        case '[':
            return array(at, depth);
        case '"':
            return string(at + 1);
        case 't':
            return word(at, "true");
        case 'f':
            return word(at, "false");
        case 'n':
            return word(at, "null");
        default:
            return number(at);
    }
}

const char* ElementScanner::object(const char* at, std::size_t depth) {
    if (depth > deepest) return no(Found::odd);
    at = behind_blanks(at + 1);
    if (at == end_) return no(Found::incomplete);
    if (*at == '}') return at + 1;
    for (;;) {
        const char* const begin_of_name = at;
        const char* const name_end = depth == 1 ? outermost_name(at) : name(at);
        if (name_end == nullptr) return nullptr;
        at = behind_blanks(name_end);
        if (at == end_) return no(Found::incomplete);
        if (*at != ':') return no(Found::odd);
        const char* const begin = behind_blanks(at + 1);
        at = member_value(begin, depth + 1);
        if (at == nullptr) return nullptr;
        if (depth == 1 && keeps_members_)
            members_.push_back({{begin_of_name + 1, name_end - 1}, {begin, at}});
        at = behind_blanks(at);
        if (at == end_) return no(Found::incomplete);
        if (*at == '}') return at + 1;
        if (*at != ',') return no(Found::odd);
        at = behind_blanks(at + 1);
    }
}

// What most members have needs no look at what else it could be.
inline const char* ElementScanner::member_value(const char* at, std::size_t depth) {
    if (const char* const behind = behind_plain_number(at, end_)) return behind;
    return at != end_ && *at == '"' ? string(at + 1) : value(at, depth);
}

// From the opening quote to behind the closing one.
inline const char* ElementScanner::name(const char* at) {
    if (at == end_) return no(Found::incomplete);
    if (*at != '"') return no(Found::odd);
    return string(at + 1);
}

// The same for a member of the element itself: bytes that were right in the element before are so here.
inline const char* ElementScanner::outermost_name(const char* at) {
    const std::size_t place = count_++;
    if (place < names_.size()) {
        const std::string& known = names_[place];
        if (static_cast<std::size_t>(end_ - at) >= known.size() && same_bytes(at, known.data(), known.size()))
            return at + known.size();
    }
    const char* const end = name(at);
    if (end != nullptr && has_known_shape_) remember(place, {at, end});
    return end;
}

// A name that is not written as it stands would have to be looked at again: neither it nor those behind it
// are remembered.
void ElementScanner::remember(std::size_t place, std::string_view quoted) {
    const char* const last = quoted.data() + quoted.size() - 1;
    ++shape_;
    names_.resize(place);
    has_known_shape_ = place < most_names && end_of_plain_run(quoted.data() + 1, last) == last;
    if (has_known_shape_) names_.emplace_back(quoted);
}

// The element before had more members.
void ElementScanner::forget_others() {
    ++shape_;
    names_.resize(count_);
}

const char* ElementScanner::array(const char* at, std::size_t depth) {
    if (depth > deepest) return no(Found::odd);
    at = behind_blanks(at + 1);
    if (at == end_) return no(Found::incomplete);
    if (*at == ']') return at + 1;
    for (;;) {
        at = value(at, depth + 1);
        if (at == nullptr) return nullptr;
        at = behind_blanks(at);
        if (at == end_) return no(Found::incomplete);
        if (*at == ']') return at + 1;
        if (*at != ',') return no(Found::odd);
        at = behind_blanks(at + 1);
    }
}

// From behind the opening quote to behind the closing one.
const char* ElementScanner::string(const char* at) {
    for (;;) {
        at = end_of_plain_run(at, end_);
        if (at == end_) return no(Found::incomplete);
        if (*at == '"') return at + 1;
        at = unusual_byte(at);
        if (at == nullptr) return nullptr;
    }
}

const char* ElementScanner::unusual_byte(const char* at) {
    const std::uint8_t byte = byte_at(at);
    if (byte == '\\') return escape(at);
    if (byte >= 0x80) return many_bytes(at);
    if (byte != 0x7F) return no(Found::odd);
    is_plain_ = false;
    return at + 1;
}

const char* ElementScanner::escape(const char* at) {
    if (end_ - at < 2) return no(Found::incomplete);
    constexpr std::string_view kept = "\"\\nrt", rewritten = "/bf";
    const char kind = at[1];
    if (kind != 'u') {
        if (kept.find(kind) == std::string_view::npos) {
            if (rewritten.find(kind) == std::string_view::npos) return no(Found::odd);
            is_plain_ = false;
        }
        return at + 2;
    }
    is_plain_ = false;
    if (end_ - at < 6) return no(Found::incomplete);
    const std::uint32_t unit = hexadecimal(at + 2);
    if (unit > 0xFFFF || (unit >= 0xDC00 && unit <= 0xDFFF)) return no(Found::odd);
    if (unit < 0xD800 || unit > 0xDBFF) return at + 6;
    if (end_ - at < 12) return no(Found::incomplete);
    const std::uint32_t low = hexadecimal(at + 8);
    if (at[6] != '\\' || at[7] != 'u' || low < 0xDC00 || low > 0xDFFF) return no(Found::odd);
    return at + 12;
}

// One character of UTF-8 (RFC 3629): no overlong form, no surrogate, nothing over U+10FFFF.
const char* ElementScanner::many_bytes(const char* at) {
    const std::uint8_t first = byte_at(at);
    const std::ptrdiff_t length = first < 0xC2   ? 0
                                  : first < 0xE0 ? 2
                                  : first < 0xF0 ? 3
                                  : first < 0xF5 ? 4
                                                 : 0;
    if (length == 0) return no(Found::odd);
    if (end_ - at < length) return no(Found::incomplete);
    const std::uint8_t second = byte_at(at + 1);
    const std::uint8_t lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const std::uint8_t highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (second < lowest || second > highest) return no(Found::odd);
    for (std::ptrdiff_t i = 2; i < length; ++i)
        if ((byte_at(at + i) & 0xC0U) != 0x80U) return no(Found::odd);
    // C1 controls are written as escapes.
    if (first == 0xC2 && second <= 0x9F) is_plain_ = false;
    return at + length;
}

const char* ElementScanner::number(const char* at) {
    if (*at == '-') ++at;
    if (at == end_) return no(Found::incomplete);
    if (*at == '0') {
        ++at;
    } else {
        const char* const begin = at;
        at = behind_digits(at, end_);
        if (at == begin) return no(Found::odd);
    }
    if (at != end_ && *at == '.') {
        const char* const begin = ++at;
        at = behind_digits(at, end_);
        if (at == begin) return no(at == end_ ? Found::incomplete : Found::odd);
    }
    if (at != end_ && (*at == 'e' || *at == 'E')) {
        at = exponent(at + 1);
        if (at == nullptr) return nullptr;
    }
    // A digit may follow in the next piece.
    if (at == end_) return no(Found::incomplete);
    return *at >= '0' && *at <= '9' ? no(Found::odd) : at;
}

const char* ElementScanner::exponent(const char* at) {
    if (at != end_ && (*at == '+' || *at == '-')) ++at;
    constexpr std::ptrdiff_t most_digits = 3;
    const char* const begin = at;
    at = behind_digits(at, end_);
    if (at == end_) return no(Found::incomplete);
    return at == begin || at - begin > most_digits ? no(Found::odd) : at;
}

const char* ElementScanner::word(const char* at, std::string_view text) {
    const std::string_view rest(at, end_);
    if (!rest.starts_with(text)) return no(text.starts_with(rest) ? Found::incomplete : Found::odd);
    return at + text.size();
}

}  // namespace rasctl::json
