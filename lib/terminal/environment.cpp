#include "terminal/environment.hpp"

#include "system/process.hpp"

namespace rasctl::terminal {
namespace {

bool is_named(std::string_view variable, std::string_view name) {
    return variable.size() > name.size() && variable[name.size()] == '=' && variable.starts_with(name);
}

}  // namespace

Environment::Environment(std::initializer_list<std::pair<std::string_view, std::string_view>> variables) {
    for (const auto& [name, value] : variables) set(name, value);
}

Environment Environment::of_process() {
    Environment result;
    for (char** entry = system::process_environment(); entry && *entry; ++entry) {
        const std::string_view text = *entry;
        const auto equals = text.find('=');
        if (equals != std::string_view::npos && equals != 0) result.variables_->all.push_back(text);
    }
    return result;
}

std::optional<std::string_view> Environment::value_of(std::string_view name) const {
    for (const std::string_view variable : variables_->all)
        if (is_named(variable, name)) return variable.substr(name.size() + 1);
    return std::nullopt;
}

Environment::Variables& Environment::own() {
    if (variables_.use_count() > 1) variables_ = std::make_shared<Variables>(*variables_);
    return *variables_;
}

std::optional<std::string> Environment::find(std::string_view name) const {
    const auto value = value_of(name);
    return value ? std::optional<std::string>(*value) : std::nullopt;
}

std::optional<std::string> Environment::find_filled(std::string_view name) const {
    const auto value = value_of(name);
    return value && !value->empty() ? std::optional<std::string>(*value) : std::nullopt;
}

void Environment::set(std::string_view name, std::string_view value) {
    std::string variable(name);
    variable.append("=").append(value);
    unset(name);
    Variables& variables = own();
    variables.changed.push_back(std::make_shared<const std::string>(std::move(variable)));
    variables.all.emplace_back(*variables.changed.back());
}

void Environment::unset(std::string_view name) {
    if (!value_of(name)) return;
    Variables& variables = own();
    std::erase_if(variables.all, [&](std::string_view variable) { return is_named(variable, name); });
    std::erase_if(variables.changed, [&](const auto& variable) { return is_named(*variable, name); });
}

std::vector<std::string> Environment::as_strings() const {
    return {variables_->all.begin(), variables_->all.end()};
}

}  // namespace rasctl::terminal
