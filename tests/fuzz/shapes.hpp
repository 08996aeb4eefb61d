// The shapes of what the API's commands answer, to pick from.
#pragma once

#include <charconv>
#include <string_view>

#include "catalog/catalog.hpp"
#include "output/column.hpp"

namespace rasctl::fuzz {

// The shape of the command with that number; of rows that nothing is known about where it is none.
inline output::Shape shape_by(std::string_view number) {
    std::uint32_t index = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), index);
    const auto operations = catalog::Catalog::built_in().operations();
    if (number.empty() || error != std::errc{} || end != number.data() + number.size()) return {};
    return output::shape_of(operations[index % operations.size()]);
}

}  // namespace rasctl::fuzz
