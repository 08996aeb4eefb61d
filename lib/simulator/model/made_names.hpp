// Names and ids of what nobody named: the demo farm's people and machines, hosts made from a template.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace rasctl::simulator::made {

// What the names of the company's servers end in.
inline constexpr std::string_view domain = ".company.dom";

// "rdsh07.company.dom" for 7.
std::string host_name(std::size_t number);
// A person of the company; different for every number below 100,000.
std::string user_name(std::size_t number);
// "alice.smith@company.dom"
std::string user_principal(std::size_t number);
// An id as hypervisors give them, from a kind and a number.
std::string machine_id(unsigned kind, std::size_t number);
std::string desktop_name(std::size_t number);
std::string avd_host_name(std::size_t number);
// "WIN-%ID:3:010%" and 1 -> "WIN-010": a counter of three digits that begins at 10. A pattern without a
// counter is the first name itself.
std::string name_by_pattern(std::string_view pattern, std::size_t number);
// The same number for the same input, spread evenly (SplitMix64).
std::uint64_t scatter(std::uint64_t value);

}  // namespace rasctl::simulator::made
