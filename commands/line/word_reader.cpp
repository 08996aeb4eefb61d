#include "commands/line/word_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "commands/line/command_path.hpp"
#include "commands/line/row_condition.hpp"
#include "commands/line/spelling.hpp"
#include "commands/line/synonyms.hpp"
#include "config/setting.hpp"
#include "text/ascii.hpp"
#include "text/nearest.hpp"

namespace rasctl::commands {
namespace {

Error usage_error(const Usage& usage, std::string what, std::string why) {
    const std::string blank = usage.name.empty() ? "" : " ";
    return {.exit_code = ExitCode::usage,
            .what = std::move(what),
            .why = std::move(why),
            .hint = fmt::format("rasctl {}{}--help", usage.name, blank)};
}

bool is_switch(const Option& option) {
    return option.placeholder.empty();
}

// Stands for an option where a target was given as one: "--id 21".
constexpr std::string_view target_mark;
// Shorter words behind one dash are letters of their own, unless they are an option's true name.
constexpr std::size_t shortest_said = 4;

Error unknown_option(const Usage& usage, const std::string& name, const std::optional<std::string>& value) {
    Error error = usage_error(usage, fmt::format("unknown option {}", name),
                              usage.name.empty() ? std::string("there is no such option")
                                                 : fmt::format("'{}' has no such option", usage.name));
    for (const std::string& elsewhere : instead_of(usage.name, name)) {
        // What stands for many commands ("{noun} status") need not be there for each.
        if (!find_command_of_line(catalog::Catalog::built_in(), elsewhere).unknown.empty()) continue;
        error.hint = fmt::format("did you mean: rasctl {}", elsewhere);
        return error;
    }
    const std::string_view said =
        std::string_view(name).substr(std::min(name.find_first_not_of('-'), name.size()));
    if (const auto condition = row_condition(usage, said.substr(0, said.find('=')), value)) {
        error.hint = fmt::format("did you mean: rasctl {} --where {}", usage.name, *condition);
        return error;
    }
    std::vector<std::string> known;
    for (const Option& option : usage.options) {
        if (option.group.empty()) continue;
        known.push_back("--" + option.name);
        if (option.boolean) known.push_back("--no-" + option.name);
    }
    if (const auto close = nearest(name, known)) error.hint = fmt::format("did you mean {}?", *close);
    return error;
}

class OptionReader {
  public:
    OptionReader(const Usage& usage, std::span<const std::string> words) : usage_(usage), words_(words) {}

    OptionWord read() && {
        const std::string& word = words_.front();
        if (word.starts_with("--"))
            read_long(word);
        else if (const auto whole = with_two_dashes(word))
            read_long(*whole);
        else
            read_letters(word);
        return std::move(read_);
    }

  private:
    // "-description old", "-WhatIf", "-Confirm:$false": a long name behind one dash, as cmdlets have it. What
    // is no name of an option may be letters with a value, "-ojson".
    std::optional<std::string> with_two_dashes(const std::string& word) const {
        const auto end = std::min(word.find_first_of("=:"), word.size());
        const std::string name = word.substr(1, end - 1);
        if (name.size() < 2 || !std::ranges::all_of(name, [](char c) { return is_letter(c) || c == '-'; }))
            return std::nullopt;
        std::string whole = "--" + name;
        if (end < word.size()) whole += "=" + word.substr(end + 1);
        if (find_option(usage_, name) != nullptr || names_target(name)) return whole;
        if (name.size() < shortest_said) return std::nullopt;
        const bool known = option_meant(usage_, name, "").has_value();
        return known || find_short_option(usage_, name.front()) == nullptr ? std::optional(std::move(whole))
                                                                           : std::nullopt;
    }

    void read_long(const std::string& word) {
        const auto equals = word.find('=');
        const std::string name = word.substr(2, equals == std::string::npos ? equals : equals - 2);
        std::optional<std::string> value;
        if (equals != std::string::npos) value = word.substr(equals + 1);
        if (value && take_said_value(name + "=" + lower_case(*value))) return;
        if (const Option* const option = find_option(usage_, name))
            take(*option, name, std::move(value), word);
        else
            read_synonym(name, std::move(value), "--" + name);
    }

    // "--dry-run=client", "--confirm=false": a value that has a meaning of its own.
    bool take_said_value(std::string_view said) {
        for (const std::string& target : meanings_of(synonyms().flags, said)) {
            const auto equals = target.find('=');
            const Option* const option = find_option(usage_, target.substr(0, equals));
            if (option == nullptr || equals == std::string::npos) continue;
            read_.given.push_back({option->name, target.substr(equals + 1)});
            return true;
        }
        return false;
    }

    void read_letters(const std::string& word) {
        for (std::size_t at = 1; at < word.size(); ++at) {
            const Option* const option = find_short_option(usage_, word[at]);
            std::optional<std::string> rest;
            if (at + 1 < word.size()) rest = word.substr(at + 1);
            if (rest && rest->starts_with('=')) rest->erase(0, 1);
            if (option == nullptr && rest && take_letter(word[at])) continue;
            if (option == nullptr)
                return read_synonym(std::string(1, word[at]), std::move(rest), fmt::format("-{}", word[at]));
            const bool alone = is_switch(*option) && !word.substr(at + 1).starts_with('=');
            take(*option, option->name, alone ? std::nullopt : std::move(rest), fmt::format("-{}", word[at]));
            if (!alone) return;
        }
    }

    // "-vv", "-aq": one of several letters, that is a switch by another name.
    bool take_letter(char letter) {
        const auto meant = option_meant(usage_, std::string_view(&letter, 1), std::nullopt);
        if (!meant || !meant->value.empty() || !is_switch(*meant->option)) return false;
        read_.given.push_back({meant->option->name, "true"});
        return true;
    }

    // What people say instead of the true name, for instance "--json" or "-n 5".
    void read_synonym(const std::string& said, std::optional<std::string> value, const std::string& shown) {
        const bool more = words_.size() > 1 && !is_option_word(words_[1]);
        const auto next = value ? value : more ? std::optional(words_[1]) : std::nullopt;
        const auto meant = option_meant(usage_, said, next);
        // "--names" is no name.
        if (next && names_target(said) && (!meant || is_switch(*meant->option)))
            return take_target(lower_case(said) == "id" ? "id:" + *next : *next, !value);
        if (!meant) return fail(unknown_option(usage_, shown, next));
        if (meant->value.empty()) return take(*meant->option, meant->name, std::move(value), shown);
        read_.given.push_back({meant->option->name, meant->value});
        // Where words are targets, only what stands behind a = is a value.
        if (meant->also.empty() || !next || (!value && !usage_.positionals.empty())) return;
        read_.given.push_back({meant->also, *next});
        if (!value) read_.count = 2;
    }

    // "gateway get --name gw1", "gateway delete --id 24": what the one target is called.
    bool names_target(std::string_view said) const {
        constexpr std::array words{"id", "ids", "name", "n", "identity"};
        return usage_.positionals.size() == 1 && std::ranges::find(words, lower_case(said)) != words.end();
    }

    void take_target(std::string target, bool behind) {
        read_.given.push_back({std::string(target_mark), std::move(target)});
        if (behind) read_.count = 2;
    }

    void take(const Option& option, std::string_view name, std::optional<std::string> value,
              const std::string& word) {
        if (is_switch(option)) {
            if (option.name == "watch" && take_interval(value)) return;
            // "--enabled false": a word that can only be the value is not taken for a target.
            if (!value && option.boolean && name == option.name && is_boolean_word(1)) {
                value = words_[1];
                read_.count = 2;
            }
            return take_switch(option, name != option.name, value, word);
        }
        if (!value && words_.size() > 1) {
            value = words_[1];
            read_.count = 2;
        }
        if (!value) {
            read_.pending = option.name;
            return fail(usage_error(usage_, fmt::format("--{} needs a value", option.name), option.help));
        }
        read_.given.push_back({option.name, std::move(*value)});
    }

    // "--watch 10" and "--watch=10s" say the time between two looks, too.
    bool take_interval(const std::optional<std::string>& value) {
        const Option* const every = find_option(usage_, "every");
        const auto next = value ? value : words_.size() > 1 ? std::optional(words_[1]) : std::nullopt;
        if (every == nullptr || !next || !config::parse_duration(*next)) return false;
        read_.given.push_back({"watch", "true"});
        read_.given.push_back({every->name, *next});
        if (!value) read_.count = 2;
        return true;
    }

    void take_switch(const Option& option, bool negated, const std::optional<std::string>& value,
                     const std::string& word) {
        // "--enabled=" where somebody's variable was empty must not switch it on.
        if (value && value->empty())
            return fail(usage_error(usage_, word + " has no value", "behind the = stands true or false"));
        const auto on = value ? boolean_of(*value) : std::optional(true);
        if (!on)
            return fail(usage_error(usage_, fmt::format("--{} has a wrong value", option.name),
                                    "behind the = stands true or false"));
        read_.given.push_back({option.name, *on != negated ? "true" : "false"});
    }

    // Digits are IDs.
    bool is_boolean_word(std::size_t place) const {
        return place < words_.size() && !is_all_digits(words_[place]) &&
               boolean_of(words_[place]).has_value();
    }

    // "$false" is PowerShell's.
    static std::optional<bool> boolean_of(std::string_view word) {
        return config::parse_boolean(word.starts_with('$') ? word.substr(1) : word);
    }

    void fail(Error error) {
        if (!read_.problem) read_.problem = std::move(error);
    }

    const Usage& usage_;
    std::span<const std::string> words_;
    OptionWord read_;
};

}  // namespace

const Option* find_option(const Usage& usage, std::string_view name) {
    for (const Option& option : usage.options)
        if (option.name == name) return &option;
    if (!name.starts_with("no-")) return nullptr;
    for (const Option& option : usage.options)
        if (option.boolean && option.name == name.substr(3)) return &option;
    return nullptr;
}

const Option* find_short_option(const Usage& usage, char letter) {
    for (const Option& option : usage.options)
        if (option.short_name.size() == 1 && option.short_name.front() == letter) return &option;
    return nullptr;
}

OptionWord read_option(const Usage& usage, std::span<const std::string> words) {
    return OptionReader(usage, words).read();
}

ReadWords read_words(const Usage& usage, std::span<const std::string> words) {
    ReadWords read;
    for (std::size_t i = 0; i < words.size();) {
        if (read.only_operands || !is_option_word(words[i])) {
            read.operands.push_back(words[i++]);
        } else if (words[i] == "--") {
            read.only_operands = true;
            ++i;
        } else {
            OptionWord option = read_option(usage, words.subspan(i));
            i += option.count;
            for (GivenOption& given : option.given)
                if (given.name == target_mark)
                    read.operands.push_back(std::move(given.value));
                else
                    read.options.push_back(std::move(given));
            if (i >= words.size()) read.pending = std::move(option.pending);
            if (!read.problem) read.problem = std::move(option.problem);
        }
    }
    return read;
}

}  // namespace rasctl::commands
