// What a command talks to: stdin, stdout and stderr with what is known about them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "terminal/colour.hpp"
#include "terminal/environment.hpp"
#include "terminal/input.hpp"
#include "terminal/output.hpp"

namespace rasctl::terminal {

inline constexpr int width_without_terminal = 80;

struct Facts {
    bool input_is_terminal = false;
    bool output_is_terminal = false;
    bool error_is_terminal = false;
    // Fixed by COLUMNS or by a test; else asked anew each time, as windows are resized.
    std::optional<int> columns = std::nullopt;
    bool output_colour = false;
    bool error_colour = false;
    bool output_links = false;
    // TERM is "dumb" or not set: nothing can be drawn anew.
    bool dumb = false;
};

// Given to every command; tests give one in memory.
class Streams {
  public:
    // The process's own streams. Call occupy_closed_standard_descriptors() (descriptor.hpp) before.
    static Streams of_process(const Environment& environment);
    static Streams in_memory(const Facts& facts = {}, std::string_view input = {});

    Input& in() { return in_; }
    // Data only.
    Output& out() { return out_; }
    // Words for a person. Prefer say(), which keeps the order on a shared terminal.
    Output& err() { return err_; }

    // Writes a line to stderr after what stdout still holds. The text must be safe for a terminal
    // (sanitize.hpp).
    Result<> say(std::string_view line);

    bool input_is_terminal() const { return facts_.input_is_terminal; }
    bool output_is_terminal() const { return facts_.output_is_terminal; }
    bool error_is_terminal() const { return facts_.error_is_terminal; }
    // Whether a line on stderr, or the screen behind stdout, can be drawn anew.
    bool error_redraws() const { return facts_.error_is_terminal && !facts_.dumb; }
    bool output_redraws() const { return facts_.output_is_terminal && !facts_.dumb; }
    // The columns that stdout, or stderr, has now; 80 when it is no terminal.
    int output_width() const;
    int error_width() const;

    // From now on a text that is longer than the screen is shown in the pager (pager.hpp). Off a terminal
    // nothing changes.
    void page_output(const Environment& environment);

    // Decides colour anew once --color is known.
    void choose_colour(ColourChoice choice, const Environment& environment);
    Palette output_palette() const { return Palette(facts_.output_colour, facts_.output_links); }
    Palette error_palette() const { return Palette(facts_.error_colour); }

  private:
    Streams(Input in, Output out, Output err, const Facts& facts)
        : in_(std::move(in)), out_(std::move(out)), err_(std::move(err)), facts_(facts) {}
    int width_of(int descriptor, bool is_terminal) const;

    Input in_;
    Output out_;
    Output err_;
    Facts facts_;
};

}  // namespace rasctl::terminal
