#include "same_value.hpp"

#include <charconv>
#include <map>
#include <string>
#include <string_view>

namespace rasctl::fuzz {
namespace {

// A number as digits without zeros around them and the power of ten of the last one.
struct Decimal {
    bool negative = false;
    std::string digits{};
    long long exponent = 0;
    bool operator==(const Decimal&) const = default;
};

Decimal decimal_of(std::string_view text) {
    Decimal number;
    if (text.starts_with('-')) {
        number.negative = true;
        text.remove_prefix(1);
    }
    bool behind_point = false;
    for (; !text.empty() && text.front() != 'e' && text.front() != 'E'; text.remove_prefix(1)) {
        if (text.front() == '.') {
            behind_point = true;
            continue;
        }
        number.digits += text.front();
        number.exponent -= behind_point ? 1 : 0;
    }
    if (!text.empty()) {
        text.remove_prefix(1);
        if (text.starts_with('+')) text.remove_prefix(1);
        long long power = 0;
        std::from_chars(text.data(), text.data() + text.size(), power);
        number.exponent += power;
    }
    number.digits.erase(0, std::min(number.digits.find_first_not_of('0'), number.digits.size()));
    while (number.digits.ends_with('0')) {
        number.digits.pop_back();
        ++number.exponent;
    }
    // The sign of zero is lost where a reader takes -0 for a whole number.
    if (number.digits.empty()) return {};
    return number;
}

bool same_number(const json::Value& a, const json::Value& b, Numbers numbers) {
    if (numbers == Numbers::as_doubles && a.to_double() && b.to_double())
        return *a.to_double() == *b.to_double();
    return numbers == Numbers::as_doubles || decimal_of(a.number_text()) == decimal_of(b.number_text());
}

std::map<std::string_view, const json::Value*> members_of(const json::Object& object) {
    std::map<std::string_view, const json::Value*> members;
    for (const json::Member& member : object) members[member.name] = &member.value;
    return members;
}

bool same_members(const json::Object& a, const json::Object& b, Numbers numbers) {
    const auto ours = members_of(a);
    const auto theirs = members_of(b);
    if (ours.size() != theirs.size()) return false;
    for (auto one = ours.begin(), other = theirs.begin(); one != ours.end(); ++one, ++other)
        if (one->first != other->first || !same_value(*one->second, *other->second, numbers)) return false;
    return true;
}

}  // namespace

bool same_value(const json::Value& a, const json::Value& b, Numbers numbers) {
    if (a.is_number() && b.is_number()) return same_number(a, b, numbers);
    if (a.is_object() && b.is_object()) return same_members(a.as_object(), b.as_object(), numbers);
    if (!a.is_array() || !b.is_array()) return a == b;
    if (a.as_array().size() != b.as_array().size()) return false;
    for (std::size_t i = 0; i < a.as_array().size(); ++i)
        if (!same_value(a.as_array()[i], b.as_array()[i], numbers)) return false;
    return true;
}

}  // namespace rasctl::fuzz
