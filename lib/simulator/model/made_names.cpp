#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "simulator/model/made_names.hpp"

namespace rasctl::simulator::made {
namespace {

constexpr std::array first_names{
    "alice",  "ben",    "carla", "david",  "elena", "frank",  "grace", "henry",  "irene", "jack",
    "karen",  "liam",   "maria", "noah",   "olga",  "peter",  "quinn", "rachel", "simon", "teresa",
    "ursula", "victor", "wendy", "xavier", "yara",  "zoltan", "amir",  "bianca", "chen",  "dmitri",
    "emma",   "farid",  "gwen",  "hiro",   "ines",  "jonas",  "kofi",  "lena",   "marco", "nadia",
};
constexpr std::array last_names{
    "smith",   "jones",   "brown",  "taylor", "wilson",   "evans",  "thomas",  "roberts", "walker", "wright",
    "hall",    "green",   "wood",   "clarke", "martin",   "lewis",  "young",   "king",    "baker",  "adams",
    "garcia",  "rossi",   "weber",  "novak",  "kowalski", "dubois", "silva",   "nielsen", "tanaka", "kim",
    "ivanova", "mueller", "santos", "haddad", "okafor",   "larsen", "fischer", "moreau",  "costa",  "patel",
};

// The counter of a name pattern: how many digits it has at least and where it begins.
struct Counter {
    std::size_t width = 1;
    std::size_t first = 1;
};

std::size_t number_at(std::string_view text, std::size_t otherwise) {
    std::size_t number = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

// Of ":3:010".
Counter counter_of(std::string_view parts) {
    constexpr std::size_t widest = 9;
    Counter counter;
    if (!parts.starts_with(':')) return counter;
    parts.remove_prefix(1);
    counter.width = std::min(number_at(parts, 1), widest);
    if (const auto colon = parts.find(':'); colon != std::string_view::npos)
        counter.first = number_at(parts.substr(colon + 1), 1);
    return counter;
}

}  // namespace

std::uint64_t scatter(std::uint64_t value) {
    value += 0x9E3779B97F4A7C15U;
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31U);
}

std::string host_name(std::size_t number) {
    return fmt::format("rdsh{:02}{}", number, domain);
}

std::string user_name(std::size_t number) {
    const std::size_t pairs = first_names.size() * last_names.size();
    const std::size_t pair = number % pairs;
    // Each round through the last names starts one further, so that neighbours differ in both names.
    const std::string_view first = first_names[pair % first_names.size()];
    const std::string_view last =
        last_names[(pair % first_names.size() + pair / first_names.size()) % last_names.size()];
    if (number < pairs) return fmt::format("{}.{}", first, last);
    return fmt::format("{}.{}{}", first, last, number / pairs + 1);
}

std::string user_principal(std::size_t number) {
    return user_name(number) + "@company.dom";
}

std::string machine_id(unsigned kind, std::size_t number) {
    const std::uint64_t a = scatter(kind * 1'000'003ULL + number);
    const std::uint64_t b = scatter(a);
    return fmt::format("{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}", a >> 32U, (a >> 16U) & 0xFFFFU, a & 0xFFFU,
                       b >> 52U, b & 0xFFFF'FFFF'FFFFU);
}

std::string desktop_name(std::size_t number) {
    return fmt::format("WIN11-{:03}", number);
}
std::string avd_host_name(std::size_t number) {
    return fmt::format("avd-office-{}", number);
}

std::string name_by_pattern(std::string_view pattern, std::size_t number) {
    constexpr std::string_view mark = "%ID";
    const auto begin = pattern.find(mark);
    const auto end = begin == std::string_view::npos ? begin : pattern.find('%', begin + mark.size());
    if (end == std::string_view::npos)
        return number < 2 ? std::string(pattern) : fmt::format("{}-{}", pattern, number);
    const Counter counter = counter_of(pattern.substr(begin + mark.size(), end - begin - mark.size()));
    return fmt::format("{}{:0{}}{}", pattern.substr(0, begin), counter.first + number - 1, counter.width,
                       pattern.substr(end + 1));
}

}  // namespace rasctl::simulator::made
