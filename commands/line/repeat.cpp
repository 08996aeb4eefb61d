#include "commands/line/repeat.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "text/ascii.hpp"
#include "text/shell_word.hpp"

namespace rasctl::commands {
namespace {

// How the targets of the first run were chosen, and how much of it was only looked at.
constexpr std::array<std::string_view, 4> choosing{"all", "where", "at-most", "dry-run"};

// Every option by which users' sessions are chosen is one.
bool is_choice(const Option& option) {
    if (option.group == "Sessions") return true;
    const bool own = option.group == "Target" || option.group == "Wait" || option.inherited;
    return own && std::ranges::find(choosing, option.name) != choosing.end();
}

}  // namespace

std::string repeated(const Usage& usage, const Arguments& arguments,
                     const std::vector<std::string>& targets) {
    std::string line = fmt::format("rasctl {}", usage.name);
    for (const std::string& target : targets) line += " " + shell_word(target);
    for (const Option& option : usage.options) {
        if (is_choice(option)) continue;
        for (const std::string& text : arguments.all(option.name)) {
            const bool is_switch = option.placeholder.empty();
            if (is_switch)
                line += text == "true"   ? fmt::format(" --{}", option.name)
                        : option.boolean ? fmt::format(" --no-{}", option.name)
                                         : fmt::format(" --{}=false", option.name);
            else
                line += fmt::format(" --{}{}{}", option.name, text.starts_with('-') ? '=' : ' ',
                                    shell_word(text));
        }
    }
    return line;
}

}  // namespace rasctl::commands
