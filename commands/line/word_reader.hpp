// Reading words by what a command takes: the one place that knows how options and their values are spelled.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "commands/line/option.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

struct GivenOption {
    std::string name;   // the true name, without dashes
    std::string value;  // switches: "true" or "false"
};

// What the words say, read to the end whatever is wrong with them.
struct ReadWords {
    std::vector<GivenOption> options{};
    std::vector<std::string> operands{};
    std::string pending{};         // the option whose value should follow the last word
    bool only_operands = false;    // "--" was among the words
    std::optional<Error> problem;  // the first one
};

// One option word: "--name", "--name=value", "-n", "-nvalue", or several short ones in one word, and the word
// behind it where that is its value.
struct OptionWord {
    std::vector<GivenOption> given{};
    std::size_t count = 1;  // words that it takes
    std::string pending{};
    std::optional<Error> problem;
};

constexpr bool is_option_word(std::string_view word) {
    return word.size() > 1 && word.front() == '-';
}

// Whatever is asked about has these.
constexpr bool asks_for_help(std::string_view word) {
    return word == "--help" || word == "-h";
}

// The option with this name, "no-NAME" of one that can be switched off included; null when there is none.
const Option* find_option(const Usage& usage, std::string_view name);
const Option* find_short_option(const Usage& usage, char letter);

// Reads the option that the first of the words is.
OptionWord read_option(const Usage& usage, std::span<const std::string> words);

ReadWords read_words(const Usage& usage, std::span<const std::string> words);

}  // namespace rasctl::commands
