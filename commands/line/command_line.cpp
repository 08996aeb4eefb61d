#include "commands/line/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "text/nearest.hpp"

namespace rasctl::commands {
namespace {

Error usage_error(const Usage& usage, std::string what, std::string why) {
    return {.exit_code = ExitCode::usage,
            .what = std::move(what),
            .why = std::move(why),
            .hint = fmt::format("rasctl {} --help", usage.name)};
}

std::string spelling(const Option& option) {
    std::string names = "--" + option.name;
    if (!option.short_name.empty()) names = "-" + option.short_name + "," + names;
    if (option.boolean) names += ",!--no-" + option.name;
    return names;
}

std::vector<std::string> spellings_of(const Usage& usage) {
    std::vector<std::string> words;
    for (const Option& option : usage.options) {
        if (option.group.empty()) continue;
        words.push_back("--" + option.name);
        if (option.boolean) words.push_back("--no-" + option.name);
    }
    return words;
}

Error unknown_option(const Usage& usage, const std::string& word) {
    const std::string name = word.substr(0, word.find('='));
    Error error = usage_error(usage, fmt::format("unknown option {}", name),
                              fmt::format("'{}' has no such option", usage.name));
    if (const auto close = nearest(name, spellings_of(usage)))
        error.hint = fmt::format("did you mean {}?", *close);
    return error;
}

bool takes_value(const Usage& usage, std::string_view word) {
    for (const Option& option : usage.options) {
        const bool is_long = word.starts_with("--") && word.substr(2) == option.name;
        const bool is_short = !option.short_name.empty() && word == "-" + option.short_name;
        if (is_long || is_short) return !option.placeholder.empty();
    }
    return false;
}

// "--enabled=" where somebody's variable was empty must not switch it on.
std::optional<Error> switch_without_value(const Usage& usage, const std::vector<std::string>& words) {
    for (const std::string& word : words) {
        if (word == "--") break;
        for (const Option& option : usage.options) {
            const bool same = word == "--" + option.name + "=" || word == "--no-" + option.name + "=";
            if (same && option.placeholder.empty())
                return usage_error(usage, word + " has no value", "behind the = stands true or false");
        }
    }
    return std::nullopt;
}

// CLI11 takes "--name=" for a name without value and would eat the next word; an empty word behind the name
// is a value.
std::vector<std::string> with_empty_values(const Usage& usage, const std::vector<std::string>& words) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word == "--") {
            out.insert(out.end(), words.begin() + static_cast<std::ptrdiff_t>(i), words.end());
            break;
        }
        const bool empty = word.ends_with('=') && word.find('=') + 1 == word.size();
        const std::string_view name = std::string_view(word).substr(0, word.size() - (empty ? 1 : 0));
        const bool has_value = takes_value(usage, name);
        out.emplace_back(has_value ? name : word);
        if (has_value && empty)
            out.emplace_back();
        else if (has_value && i + 1 < words.size())
            out.push_back(words[++i]);
    }
    return out;
}

// What CLI11 says, in our words.
Error from_parse_error(const Usage& usage, const CLI::ParseError& error,
                       const std::vector<std::string>& words) {
    std::string text = error.what();
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error)) {
        const std::string name = text.substr(0, text.find(':'));
        for (const Option& option : usage.options)
            if (name == "--" + option.name)
                return usage_error(usage, fmt::format("{} needs a value", name), option.help);
        return usage_error(usage, "an option is not used right", text);
    }
    if (dynamic_cast<const CLI::ConversionError*>(&error) || dynamic_cast<const CLI::InvalidError*>(&error))
        return usage_error(usage, "an option has a wrong value", text);
    return usage_error(usage, fmt::format("cannot read '{}'", words.empty() ? "" : words.front()), text);
}

}  // namespace

std::span<const std::string> Arguments::all(std::string_view option) const {
    const auto found = options_.find(option);
    if (found == options_.end()) return {};
    return found->second;
}

std::optional<std::string> Arguments::last(std::string_view option) const {
    const auto values = all(option);
    if (values.empty()) return std::nullopt;
    return values.back();
}

Result<Arguments> parse_arguments(const Usage& usage, const std::vector<std::string>& words) {
    CLI::App app;
    app.set_help_flag();
    app.allow_extras();
    std::vector<std::pair<const Option*, CLI::Option*>> declared;
    declared.reserve(usage.options.size());
    for (const Option& option : usage.options) {
        CLI::Option* made =
            option.placeholder.empty()
                ? app.add_flag(spelling(option))->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
                : app.add_option(spelling(option))
                      ->type_size(1)
                      ->allow_extra_args(false)
                      ->expected(0, CLI::detail::expected_max_vector_size);
        if (!option.placeholder.empty())
            made->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
        declared.emplace_back(&option, made);
    }
    if (auto error = switch_without_value(usage, words)) return std::move(*error);
    // CLI11 takes the words from the back.
    std::vector<std::string> reversed = with_empty_values(usage, words);
    std::ranges::reverse(reversed);
    try {
        app.parse(std::move(reversed));
    } catch (const CLI::ParseError& error) {
        return from_parse_error(usage, error, words);
    }
    Arguments arguments;
    bool only_targets = false;
    for (const std::string& word : app.remaining()) {
        if (word == "--" && !only_targets)
            only_targets = true;
        else if (!only_targets && word.size() > 1 && word.front() == '-')
            return unknown_option(usage, word);
        else
            arguments.targets_.push_back(word);
    }
    for (const auto& [option, made] : declared)
        if (made->count() > 0) arguments.options_.emplace(option->name, made->results());
    return arguments;
}

}  // namespace rasctl::commands
