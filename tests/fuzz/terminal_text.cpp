// Text of others on its way to a terminal: line 1 is a width, the rest the text. It becomes safe, and what is
// fitted to a width fits.
#include <charconv>

#include "target.hpp"
#include "terminal/sanitize.hpp"
#include "terminal/width.hpp"

namespace rasctl::fuzz {

void check(std::string_view input) {
    Lines lines(input);
    const std::string_view line = lines.next();
    int columns = 0;
    std::from_chars(line.data(), line.data() + line.size(), columns);
    columns = std::abs(columns % 200);
    for (const auto ends : {terminal::LineEnds::escape, terminal::LineEnds::keep}) {
        const std::string safe = terminal::sanitize(lines.rest(), ends);
        expect(terminal::sanitize(safe, ends) == safe && terminal::is_safe(safe, ends), "safe text is safe",
               safe);
        for (const char c : safe) {
            const bool control = (c >= 0 && c < ' ') || c == '\x7f';
            expect(!control || (ends == terminal::LineEnds::keep && (c == '\n' || c == '\t')),
                   "no control stays");
        }
    }
    const std::string safe = terminal::sanitize(lines.rest());
    std::size_t bytes = 0;
    for (std::string_view rest = safe; !rest.empty();) {
        const auto cluster = terminal::first_cluster(rest);
        expect(cluster.bytes > 0 && cluster.bytes <= rest.size() && cluster.columns >= 0,
               "a cluster is a piece");
        bytes += cluster.bytes;
        rest.remove_prefix(cluster.bytes);
    }
    expect(bytes == safe.size(), "the clusters are the text");
    const int width = terminal::display_width(safe);
    const std::string cut = terminal::truncate_to_width(safe, columns);
    expect(terminal::display_width(cut) <= std::max(columns, 0), "cut text fits", cut);
    expect(width > columns || columns == 0 || cut == safe, "text that fits is not cut", cut);
    const std::string padded = terminal::pad(safe, columns);
    expect(terminal::display_width(padded) == std::max(width, columns), "padded text is as wide as wanted");
    terminal::wrap(lines.rest(), columns, columns / 4);
}

}  // namespace rasctl::fuzz
