#include "terminal/environment.hpp"

#include <unistd.h>

namespace rasctl::terminal {

Environment Environment::of_process() {
    Environment result;
    for (char** entry = environ; entry && *entry; ++entry) {
        const std::string_view text = *entry;
        const auto equals = text.find('=');
        if (equals == std::string_view::npos || equals == 0) continue;
        result.variables_.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return result;
}

std::optional<std::string> Environment::find(std::string_view name) const {
    const auto found = variables_.find(name);
    if (found == variables_.end()) return std::nullopt;
    return found->second;
}

std::optional<std::string> Environment::find_filled(std::string_view name) const {
    auto value = find(name);
    if (value && value->empty()) return std::nullopt;
    return value;
}

void Environment::set(std::string_view name, std::string value) {
    variables_.insert_or_assign(std::string(name), std::move(value));
}

void Environment::unset(std::string_view name) {
    const auto found = variables_.find(name);
    if (found != variables_.end()) variables_.erase(found);
}

std::vector<std::string> Environment::as_strings() const {
    std::vector<std::string> result;
    result.reserve(variables_.size());
    for (const auto& [name, value] : variables_) result.push_back(name + "=" + value);
    return result;
}

}  // namespace rasctl::terminal
