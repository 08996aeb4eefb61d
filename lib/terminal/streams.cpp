#include "terminal/streams.hpp"

#include <charconv>

#include "system/descriptor.hpp"
#include "system/terminal_control.hpp"
#include "terminal/pager.hpp"

namespace rasctl::terminal {
namespace {

std::optional<int> columns_by_environment(const Environment& environment) {
    const auto text = environment.find_filled("COLUMNS");
    if (!text) return std::nullopt;
    int columns = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), columns);
    constexpr int widest = 10000;
    if (error != std::errc{} || end != text->data() + text->size() || columns < 1 || columns > widest) {
        return std::nullopt;
    }
    return columns;
}

}  // namespace

Streams Streams::of_process(const Environment& environment) {
    Facts facts{.input_is_terminal = system::is_terminal(system::standard_input),
                .output_is_terminal = system::is_terminal(system::standard_output),
                .error_is_terminal = system::is_terminal(system::standard_error),
                .columns = columns_by_environment(environment),
                .dumb = environment.find_filled("TERM").value_or("dumb") == "dumb"};
    Streams streams{Input::from_descriptor(system::standard_input, "stdin"),
                    Output::to_descriptor(system::standard_output, "stdout", Output::Buffering::block),
                    Output::to_descriptor(system::standard_error, "stderr", Output::Buffering::none), facts};
    streams.choose_colour(ColourChoice::automatic, environment);
    return streams;
}

Streams Streams::in_memory(const Facts& facts, std::string_view input) {
    return {Input::from_memory(input), Output::to_memory(), Output::to_memory(), facts};
}

Result<> Streams::say(std::string_view line) {
    if (facts_.output_is_terminal) {
        if (auto flushed = out_.flush(); !flushed) return flushed;
    }
    return err_.write(std::string(line).append("\n"));
}

int Streams::width_of(int descriptor, bool is_terminal) const {
    if (!is_terminal) return width_without_terminal;
    if (facts_.columns) return *facts_.columns;
    const int columns = descriptor >= 0 ? system::columns_of(descriptor) : 0;
    return columns > 0 ? columns : width_without_terminal;
}

int Streams::output_width() const {
    return width_of(out_.descriptor(), facts_.output_is_terminal);
}

int Streams::error_width() const {
    return width_of(err_.descriptor(), facts_.error_is_terminal);
}

void Streams::page_output(const Environment& environment) {
    const int descriptor = out_.descriptor();
    if (!facts_.output_is_terminal || descriptor < 0) return;
    out_.gather_for([environment, descriptor](std::string_view text) {
        const int rows = system::rows_of(descriptor);
        // The prompt of the shell takes a line too.
        return rows > 0 && is_longer_than(text, rows - 1, system::columns_of(descriptor)) &&
               show_in_pager(text, environment);
    });
}

void Streams::choose_colour(ColourChoice choice, const Environment& environment) {
    facts_.output_colour = wants_colour(choice, environment, facts_.output_is_terminal);
    facts_.output_links = facts_.output_colour && facts_.output_is_terminal && knows_links(environment);
    facts_.error_colour = wants_colour(choice, environment, facts_.error_is_terminal);
    if (facts_.output_is_terminal) out_.set_guard({facts_.output_colour, facts_.output_links});
    if (facts_.error_is_terminal) err_.set_guard({facts_.error_colour, false});
}

}  // namespace rasctl::terminal
