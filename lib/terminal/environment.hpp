// The environment variables as a value, so that nothing below main reads or changes the process's own.
#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rasctl::terminal {

// Copies share the variables until one of them is changed.
class Environment {
  public:
    Environment() = default;
    Environment(std::initializer_list<std::pair<std::string_view, std::string_view>> variables);

    // The variables this process was started with. Of a name that is there twice the first counts.
    static Environment of_process();

    // The value, also when it is empty; nothing when the variable is not set.
    std::optional<std::string> find(std::string_view name) const;
    // The value when the variable is set and not empty, which is how most programs read "set".
    std::optional<std::string> find_filled(std::string_view name) const;
    void set(std::string_view name, std::string_view value);
    void unset(std::string_view name);
    // "NAME=value" strings, as exec wants them.
    std::vector<std::string> as_strings() const;

  private:
    // "NAME=value", as exec wants them. Every run reads them, and most ask for few: they stay where they are,
    // in the process's own block or in `changed`.
    struct Variables {
        std::vector<std::string_view> all;
        std::vector<std::shared_ptr<const std::string>> changed;
    };
    std::optional<std::string_view> value_of(std::string_view name) const;
    // The variables, which nobody else sees.
    Variables& own();

    std::shared_ptr<Variables> variables_ = std::make_shared<Variables>();
};

}  // namespace rasctl::terminal
