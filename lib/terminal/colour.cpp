#include "terminal/colour.hpp"

#include <algorithm>

namespace rasctl::terminal {

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
    const auto term = environment.find_filled("TERM");
    if (!term || *term == "dumb") return false;
    if (environment.find("CLICOLOR") == "0") return false;
    return is_terminal;
}

std::string Palette::styled(std::string_view code, std::string_view text) const {
    if (!enabled_ || text.empty()) return std::string(text);
    std::string result = "\x1b[";
    result.append(code).append("m").append(text).append("\x1b[0m");
    return result;
}

std::string Palette::link(std::string_view text, std::string_view url) const {
    const bool printable = std::ranges::all_of(url, [](char c) { return c > ' ' && c < '\x7f'; });
    if (!enabled_ || url.empty() || !printable) return std::string(text);
    std::string result = "\x1b]8;;";
    result.append(url).append("\x1b\\").append(text).append("\x1b]8;;\x1b\\");
    return result;
}

}  // namespace rasctl::terminal
