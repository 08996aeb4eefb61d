#include "catalog/unit.hpp"

#include <algorithm>
#include <array>

#include "text/ascii.hpp"
#include "text/quantity.hpp"

namespace rasctl::catalog {
namespace {

constexpr double second = 1'000, minute = 60'000, hour = 3'600'000, day = 86'400'000;
constexpr double kilo = 1024;

struct Spelling {
    std::string_view word;
    Unit unit;
};

constexpr Unit milliseconds{Quantity::time, 1, "milliseconds"};
constexpr Unit seconds{Quantity::time, second, "seconds"};
constexpr Unit minutes{Quantity::time, minute, "minutes"};
constexpr Unit hours{Quantity::time, hour, "hours"};
constexpr Unit days{Quantity::time, day, "days"};
constexpr Unit months{Quantity::months, 1, "months"};
constexpr Unit percent{Quantity::share, 1, "percent"};
constexpr Unit bytes{Quantity::size, 1, "bytes"};
constexpr Unit megabytes{Quantity::size, kilo* kilo, "MB"};
constexpr Unit gigabytes{Quantity::size, kilo* kilo* kilo, "GB"};

// How a field's name ends that says its unit itself.
constexpr std::array<Spelling, 10> endings{{{"TimeMS", milliseconds},
                                            {"InSecs", seconds},
                                            {"InSec", seconds},
                                            {"Secs", seconds},
                                            {"Sec", seconds},
                                            {"Seconds", seconds},
                                            {"ExpireMin", minutes},
                                            {"Days", days},
                                            {"MB", megabytes},
                                            {"GB", gigabytes}}};
// Words of a description.
constexpr std::array<Spelling, 12> words{{{"milliseconds", milliseconds},
                                          {"ms", milliseconds},
                                          {"seconds", seconds},
                                          {"minutes", minutes},
                                          {"hours", hours},
                                          {"days", days},
                                          {"months", months},
                                          {"percent", percent},
                                          {"percentage", percent},
                                          {"bytes", bytes},
                                          {"mb", megabytes},
                                          {"gb", gigabytes}}};

bool is_number(Kind kind) {
    return kind == Kind::integer || kind == Kind::number;
}

}  // namespace

std::optional<Unit> unit_of(const Field& field) {
    const Type type = field.type();
    if (!is_number(type.is_array() ? type.element() : type.kind()) || !field.refers().empty())
        return std::nullopt;
    for (const Spelling& ending : endings)
        if (field.name().ends_with(ending.word)) return ending.unit;
    std::string_view rest = field.description();
    std::string_view before;
    while (!rest.empty()) {
        const auto letter = [](char c) { return is_letter(c); };
        const auto begin = static_cast<std::size_t>(std::ranges::find_if(rest, letter) - rest.begin());
        // "MB/s" is no size.
        rest.remove_prefix(begin);
        std::size_t size = 0;
        while (size < rest.size() && is_letter(rest[size])) ++size;
        const std::string_view word = rest.substr(0, size);
        rest.remove_prefix(size);
        if (before != "per" && !rest.starts_with('/'))
            for (const Spelling& known : words)
                if (equal_ignoring_case(word, known.word)) return known.unit;
        before = word;
    }
    return std::nullopt;
}

bool is_colour(const Field& field) {
    return field.type().kind() == Kind::integer && field.name().ends_with("Color");
}

bool is_moment(const Field& field) {
    const Type type = field.type();
    const Kind kind = type.is_array() ? type.element() : type.kind();
    if (kind != Kind::string) return false;
    if (type.format() == Format::date_time || type.format() == Format::date) return true;
    const std::string_view name = field.name();
    return type.format() == Format::none && (name.ends_with("Time") || name.ends_with("Date"));
}

std::optional<double> in_unit(const Unit& unit, std::string_view text) {
    std::optional<double> base;
    switch (unit.quantity) {
        case Quantity::time:
            base = duration_in_milliseconds(text);
            break;
        case Quantity::months:
            base = months_in(text);
            break;
        case Quantity::size:
            base = size_in_bytes(text);
            break;
        case Quantity::share:
            base = percent_in(text);
            break;
    }
    if (!base) return std::nullopt;
    return *base / unit.base;
}

std::string_view forms_of(const Unit& unit) {
    switch (unit.quantity) {
        case Quantity::time:
            return duration_forms;
        case Quantity::months:
            return month_forms;
        case Quantity::size:
            return size_forms;
        default:
            return share_forms;
    }
}

}  // namespace rasctl::catalog
