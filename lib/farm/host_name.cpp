#include "farm/host_name.hpp"

#include "text/ascii.hpp"

namespace rasctl::farm {

bool same_host(std::string_view known, std::string_view said) {
    if (equal_ignoring_case(known, said)) return true;
    return said.find('.') == std::string_view::npos &&
           equal_ignoring_case(known.substr(0, known.find('.')), said);
}

}  // namespace rasctl::farm
