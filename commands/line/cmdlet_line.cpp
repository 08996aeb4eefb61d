#include "commands/line/cmdlet_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "commands/line/api_usage.hpp"
#include "commands/line/example_check.hpp"
#include "commands/line/global_options.hpp"
#include "commands/line/repeat.hpp"
#include "commands/line/spelling.hpp"
#include "commands/line/synonyms.hpp"
#include "terminal/sanitize.hpp"
#include "text/ascii.hpp"
#include "text/shell_word.hpp"

namespace rasctl::commands {
namespace {

// "-Name value", "-Confirm:$false", "-NoInstall", or a word alone.
struct Parameter {
    std::string name;
    std::optional<std::string> value;
};

bool is_parameter(const std::string& word) {
    return word.size() > 1 && word.front() == '-' && is_letter(word[1]);
}

std::vector<Parameter> parameters_of(std::span<const std::string> words) {
    std::vector<Parameter> list;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!is_parameter(words[i])) {
            list.push_back({{}, words[i]});
            continue;
        }
        const auto colon = std::min(words[i].find(':'), words[i].size());
        Parameter one{words[i].substr(1, colon - 1), std::nullopt};
        if (colon < words[i].size())
            one.value = words[i].substr(colon + 1);
        else if (i + 1 < words.size() && !is_parameter(words[i + 1]))
            one.value = words[++i];
        list.push_back(std::move(one));
    }
    return list;
}

// By what cmdlets choose the object that they are for.
bool names_object(const Parameter& one) {
    constexpr std::array names{"", "id", "name", "server", "computername"};
    return one.value && std::ranges::find(names, lower_case(one.name)) != names.end();
}

std::string quoted(const std::string& value) {
    return shell_word(terminal::sanitize(value));
}

std::string words_of(const Usage& usage, const Parameter& one) {
    const auto meant = option_meant(usage, lower_case(one.name), one.value);
    if (!meant || !meant->value.empty()) return {};
    const Option& option = *meant->option;
    const std::string value = lower_case(one.value.value_or("$true"));
    if (option.placeholder.empty()) {
        const bool off = value == "$false" || value == "false" || value == "0";
        if (!off) return fmt::format(" --{}", meant->name);
        return option.boolean ? fmt::format(" --no-{}", option.name) : std::string();
    }
    if (!one.value) return {};
    return option.placeholder.starts_with('@') ? fmt::format(" --{} @secret.txt", option.name)
                                               : fmt::format(" --{} {}", option.name, quoted(*one.value));
}

// Who names one wants to see it, not the list.
std::string likeliest(const std::vector<std::string>& commands, const std::vector<Parameter>& parameters) {
    if (std::ranges::any_of(parameters, names_object))
        for (const std::string& command : commands)
            if (command.ends_with(" get")) return command;
    return commands.front();
}

}  // namespace

std::string cmdlet_line(const catalog::Catalog& catalog, const std::vector<std::string>& commands,
                        std::span<const std::string> words) {
    const std::vector<Parameter> parameters = parameters_of(words);
    const std::string name = likeliest(commands, parameters);
    const auto command = catalog.command(name);
    if (!command) return name;
    Usage usage = api_usage(*command);
    add_global_options(usage);
    std::string targets, flags;
    for (const Parameter& one : parameters) {
        if (names_object(one) && !usage.positionals.empty())
            targets += " " + quoted(*one.value);
        else if (!one.name.empty())
            flags += words_of(usage, one);
    }
    const std::string line = name + targets + flags;
    return why_wrong(catalog, name, "rasctl " + line) ? name : line;
}

}  // namespace rasctl::commands
