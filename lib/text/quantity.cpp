#include "text/quantity.hpp"

#include <array>
#include <charconv>
#include <cstddef>
#include <span>

#include "text/ascii.hpp"

namespace rasctl {
namespace {

struct NamedUnit {
    std::string_view name;
    double factor;
};

// The larger first.
constexpr std::array<NamedUnit, 7> times{{{"w", 604'800'000},
                                          {"d", 86'400'000},
                                          {"h", 3'600'000},
                                          {"m", 60'000},
                                          {"min", 60'000},
                                          {"s", 1'000},
                                          {"ms", 1}}};
constexpr std::array<NamedUnit, 2> calendar{{{"y", 12}, {"mo", 1}}};
constexpr double kilo = 1024;
constexpr std::array<NamedUnit, 5> sizes{
    {{"tb", kilo* kilo* kilo* kilo}, {"gb", kilo* kilo* kilo}, {"mb", kilo* kilo}, {"kb", kilo}, {"b", 1}}};

// Takes a number without sign or exponent from the beginning.
std::optional<double> take_number(std::string_view& text) {
    if (text.empty() || !is_digit(text.front())) return std::nullopt;
    double number = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    if (error != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

std::string_view take_letters(std::string_view& text) {
    std::size_t size = 0;
    while (size < text.size() && is_letter(text[size])) ++size;
    const std::string_view letters = text.substr(0, size);
    text.remove_prefix(size);
    return letters;
}

const NamedUnit* find_unit(std::span<const NamedUnit> units, std::string_view name) {
    for (const NamedUnit& unit : units)
        if (unit.name == name) return &unit;
    return nullptr;
}

// One number with one unit, in any letter case.
std::optional<double> one_of(std::span<const NamedUnit> units, std::string_view text) {
    const auto number = take_number(text);
    if (!number) return std::nullopt;
    const NamedUnit* unit = find_unit(units, lower_case(take_letters(text)));
    if (unit == nullptr || !text.empty()) return std::nullopt;
    return *number * unit->factor;
}

}  // namespace

std::optional<double> duration_in_milliseconds(std::string_view text) {
    double sum = 0;
    const NamedUnit* last = nullptr;
    do {
        const auto number = take_number(text);
        const NamedUnit* unit = number ? find_unit(times, take_letters(text)) : nullptr;
        if (unit == nullptr || (last != nullptr && unit->factor >= last->factor)) return std::nullopt;
        sum += *number * unit->factor;
        last = unit;
    } while (!text.empty());
    return sum;
}

std::optional<double> months_in(std::string_view text) {
    return one_of(calendar, text);
}

std::optional<double> size_in_bytes(std::string_view text) {
    return one_of(sizes, text);
}

std::optional<double> percent_in(std::string_view text) {
    const auto number = take_number(text);
    return text == "%" ? number : std::nullopt;
}

}  // namespace rasctl
