#include <array>

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

}  // namespace

std::uint64_t scatter(std::uint64_t value) {
    value += 0x9E3779B97F4A7C15U;
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31U);
}

std::string host_name(std::size_t number) {
    return fmt::format("rdsh{:02}.company.dom", number);
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

}  // namespace rasctl::simulator::made
