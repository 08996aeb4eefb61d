#include "farm/placeholder.hpp"

#include "text/ascii.hpp"

namespace rasctl::farm {

std::string placeholder_of(const catalog::Field& parameter, const catalog::Command& command) {
    if (!parameter.refers().empty() && parameter.name() != "id") {
        if (const auto noun = command.catalog().noun_of_kind(parameter.refers()))
            return upper_case(noun->last_word());
    }
    std::string_view name = parameter.name();
    if (name == "id") {
        // The thing itself: the noun that the ID's path stands on, else the command's noun.
        if (const auto noun = command.catalog().noun_of_kind(parameter.refers()))
            return upper_case(noun->last_word());
        return upper_case(command.noun().last_word());
    }
    if (name.size() > 2 && (name.ends_with("Id") || name.ends_with("id"))) name.remove_suffix(2);
    return upper_case(name);
}

}  // namespace rasctl::farm
