#include "farm/placeholder.hpp"

#include "text/ascii.hpp"

namespace rasctl::farm {

std::string placeholder_of(const catalog::Operation& operation, std::size_t position) {
    return upper_case(operation.positionals()[position].value());
}

}  // namespace rasctl::farm
