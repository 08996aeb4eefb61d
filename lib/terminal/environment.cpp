#include "terminal/environment.hpp"

#include "system/process.hpp"

namespace rasctl::terminal {

Environment Environment::of_process() {
    Environment result;
    for (char** entry = system::process_environment(); entry && *entry; ++entry) {
        const std::string_view text = *entry;
        const auto equals = text.find('=');
        if (equals == std::string_view::npos || equals == 0) continue;
        result.variables_->emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return result;
}

const std::string* Environment::value_of(std::string_view name) const {
    const auto found = variables_->find(name);
    return found == variables_->end() ? nullptr : &found->second;
}

Environment::Variables& Environment::own() {
    if (variables_.use_count() > 1) variables_ = std::make_shared<Variables>(*variables_);
    return *variables_;
}

std::optional<std::string> Environment::find(std::string_view name) const {
    const std::string* const value = value_of(name);
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<std::string> Environment::find_filled(std::string_view name) const {
    const std::string* const value = value_of(name);
    return value && !value->empty() ? std::optional(*value) : std::nullopt;
}

void Environment::set(std::string_view name, std::string value) {
    own().insert_or_assign(std::string(name), std::move(value));
}

void Environment::unset(std::string_view name) {
    if (value_of(name)) own().erase(std::string(name));
}

std::vector<std::string> Environment::as_strings() const {
    std::vector<std::string> result;
    result.reserve(variables_->size());
    for (const auto& [name, value] : *variables_) result.push_back(name + "=" + value);
    return result;
}

}  // namespace rasctl::terminal
