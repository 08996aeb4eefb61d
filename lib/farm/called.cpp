#include "farm/called.hpp"

#include "text/ascii.hpp"
#include "text/letter_case.hpp"

namespace rasctl::farm {
namespace {

using Form = std::string (*)(std::string_view);

// "rdsh01" is the host rdsh01.company.dom where no other begins so.
std::vector<std::size_t> hosts_called(const std::vector<std::string>& names, const std::string& said) {
    std::vector<std::size_t> places;
    if (is_all_digits(said) || said.empty() || said.find_first_of(". @\\/") != std::string::npos)
        return places;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto dot = names[i].find('.');
        const bool is_host = dot != std::string::npos && names[i].find_first_of(" @\\/") == std::string::npos;
        if (is_host && folded(names[i].substr(0, dot)) == folded(said)) places.push_back(i);
    }
    return places;
}

}  // namespace

std::vector<std::size_t> places_called(const std::vector<std::string>& names, const std::string& said) {
    const Form as_it_is = [](std::string_view text) { return std::string(text); };
    for (const Form form : {as_it_is, Form(composed), Form(folded)}) {
        std::vector<std::size_t> places;
        const std::string wanted = form(said);
        for (std::size_t i = 0; i < names.size(); ++i)
            if (!names[i].empty() && form(names[i]) == wanted) places.push_back(i);
        if (!places.empty()) return places;
    }
    return hosts_called(names, said);
}

}  // namespace rasctl::farm
