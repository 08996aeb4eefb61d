// Colour by meaning, and whether to use it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "terminal/environment.hpp"

namespace rasctl::terminal {

enum class ColourChoice { automatic, always, never };

// Reads "auto", "always" or "never".
std::optional<ColourChoice> parse_colour_choice(std::string_view text);

// Whether a stream gets colour. `always` and `never` decide alone; else, in this order: NO_COLOR
// (no-color.org, set and not empty: none), CLICOLOR_FORCE (bixense.com/clicolors, set and not "0": yes),
// TERM=dumb or unset: none, CLICOLOR=0: none, and what remains is whether the stream is a terminal.
bool wants_colour(ColourChoice choice, const Environment& environment, bool is_terminal);

// Whether the terminal is known to understand hyperlinks (OSC 8). Others may show the address as garbage, so
// in doubt it is no; so it is inside tmux and screen, which do not tell what stands behind them.
bool knows_links(const Environment& environment);

// Wraps text in the styles of one stream; without colour the text comes back as it is. The text must be safe
// for a terminal already (sanitize.hpp).
class Palette {
  public:
    explicit Palette(bool enabled = false, bool links = false) : enabled_(enabled), links_(links) {}
    bool enabled() const { return enabled_; }
    bool links() const { return links_; }

    std::string good(std::string_view text) const { return styled("32", text); }
    std::string bad(std::string_view text) const { return styled("31", text); }
    std::string warning(std::string_view text) const { return styled("33", text); }
    std::string dim(std::string_view text) const { return styled("2", text); }
    std::string bold(std::string_view text) const { return styled("1", text); }
    std::string heading(std::string_view text) const { return styled("1;4", text); }
    std::string added(std::string_view text) const { return styled("32", text); }
    std::string removed(std::string_view text) const { return styled("31", text); }
    std::string changed(std::string_view text) const { return styled("33", text); }
    // A hyperlink (OSC 8), where the terminal has them. A target with anything but printable ASCII is left
    // out.
    std::string link(std::string_view text, std::string_view url) const;

  private:
    std::string styled(std::string_view code, std::string_view text) const;
    bool enabled_;
    bool links_;
};

// Whether a text is an address of the web that is worth a link.
bool is_web_address(std::string_view text);

}  // namespace rasctl::terminal
