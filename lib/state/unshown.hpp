// Fields that can be written and that no document holds.
#pragma once

#include <string>
#include <vector>

#include "state/kind.hpp"

namespace rasctl::state {

struct UnshownField {
    std::string noun;
    std::string field;
    std::string reason;

    bool operator==(const UnshownField&) const = default;
};

// In the order of the kinds, each once.
std::vector<UnshownField> unshown_fields(const Kinds& kinds);

}  // namespace rasctl::state
