// The arguments of one command, once it is known which.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "commands/line/option.hpp"
#include "commands/line/word_reader.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

class Arguments {
  public:
    Arguments() = default;
    explicit Arguments(const ReadWords& read);

    // Every value given for the option, in order; empty when it was not given. Switches give "true" or
    // "false".
    std::span<const std::string> all(std::string_view option) const;
    // The last value given.
    std::optional<std::string> last(std::string_view option) const;
    bool given(std::string_view option) const { return !all(option).empty(); }
    // Whether a switch is on.
    bool on(std::string_view option) const { return last(option) == "true"; }
    const std::vector<std::string>& targets() const { return targets_; }
    // Options in the order in which they are declared, with what was given.
    const std::map<std::string, std::vector<std::string>, std::less<>>& options() const { return options_; }

  private:
    std::map<std::string, std::vector<std::string>, std::less<>> options_;
    std::vector<std::string> targets_;
};

// Whether targets are chosen by --all or --where instead of being named.
bool selects_targets(const Arguments& arguments);

// Parses. An unknown option is answered with the nearest known one; problems are usage failures with a hint
// to the command's --help. Whether required options are there is left to the command, which can report all
// that is missing.
Result<Arguments> parse_arguments(const Usage& usage, const std::vector<std::string>& words);

}  // namespace rasctl::commands
