#include "terminal/colour.hpp"

#include <algorithm>
#include <charconv>

namespace rasctl::terminal {
namespace {

int number_of(const Environment& environment, std::string_view variable) {
    const std::string text = environment.find_filled(variable).value_or("");
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace

std::optional<ColourChoice> parse_colour_choice(std::string_view text) {
    if (text == "auto") return ColourChoice::automatic;
    if (text == "always") return ColourChoice::always;
    if (text == "never") return ColourChoice::never;
    return std::nullopt;
}

bool wants_colour(ColourChoice choice, const Environment& environment, bool is_terminal) {
    if (choice != ColourChoice::automatic) return choice == ColourChoice::always;
    if (environment.find_filled("NO_COLOR")) return false;
    const auto force = environment.find_filled("CLICOLOR_FORCE");
    if (force && *force != "0") return true;
    if (!is_terminal) return false;
    const auto term = environment.find_filled("TERM");
    return term && *term != "dumb" && environment.find("CLICOLOR") != "0";
}

bool knows_links(const Environment& environment) {
    const std::string term = environment.find_filled("TERM").value_or("dumb");
    const auto is_term = [&](std::string_view name) { return term.starts_with(name); };
    if (environment.find_filled("TMUX") || environment.find_filled("STY") || is_term("tmux") ||
        is_term("screen") || term == "dumb")
        return false;
    for (const std::string_view known : {"xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm"})
        if (is_term(known)) return true;
    const std::string program = environment.find_filled("TERM_PROGRAM").value_or("");
    for (const std::string_view known :
         {"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "Tabby"})
        if (program == known) return true;
    // Windows Terminal, and the terminals of GNOME (links since VTE 0.50) and KDE (since Konsole 20.12).
    if (environment.find_filled("WT_SESSION")) return true;
    return number_of(environment, "VTE_VERSION") >= 5000 ||
           number_of(environment, "KONSOLE_VERSION") >= 201200;
}

bool is_web_address(std::string_view text) {
    return text.starts_with("https://") || text.starts_with("http://");
}

std::string Palette::styled(std::string_view code, std::string_view text) const {
    if (!enabled_ || text.empty()) return std::string(text);
    std::string result = "\x1b[";
    result.append(code).append("m").append(text).append("\x1b[0m");
    return result;
}

std::string Palette::link(std::string_view text, std::string_view url) const {
    const bool printable = std::ranges::all_of(url, [](char c) { return c > ' ' && c < '\x7f'; });
    if (!links_ || url.empty() || !printable) return std::string(text);
    std::string result = "\x1b]8;;";
    result.append(url).append("\x1b\\").append(text).append("\x1b]8;;\x1b\\");
    return result;
}

}  // namespace rasctl::terminal
