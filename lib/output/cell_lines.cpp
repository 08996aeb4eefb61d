#include "output/cell_lines.hpp"

#include <algorithm>

#include "terminal/sanitize.hpp"
#include "terminal/width.hpp"
#include "text/ascii.hpp"
#include "text/cut.hpp"
#include "text/printable_ascii.hpp"

namespace rasctl::output {
namespace {

bool breaks_behind(char c) {
    return c == ' ' || c == '-' || c == ',' || c == '/' || c == '.' || c == '\\';
}

// "DisabledFromSettings" is read best when broken before a capital.
bool breaks_before(std::string_view text, std::size_t i) {
    return i > 0 && i < text.size() && is_lower(text[i - 1]) && is_upper(text[i]);
}

// Scripts that are written without blanks may be broken between any two characters.
bool stands_alone(std::string_view text, const terminal::Cluster& cluster) {
    return cluster.columns == 2 && static_cast<unsigned char>(text.front()) >= 0x80;
}

// Bytes of the longest beginning that fits and ends between two words; where the first word alone is too
// long, at a good place within it.
std::size_t line_size(std::string_view text, int width) {
    std::size_t size = 0;
    std::size_t good = 0;
    std::size_t between_words = 0;
    int columns = 0;
    while (size < text.size()) {
        const terminal::Cluster cluster = terminal::first_cluster(text.substr(size));
        const bool fits = columns + cluster.columns <= width;
        if (size > 0 && stands_alone(text.substr(size), cluster)) between_words = size;
        // A blank may hang over the edge: it is dropped at the end of a line.
        if (!fits && !(columns == width && text[size] == ' ')) break;
        const bool alone = stands_alone(text.substr(size), cluster);
        columns += cluster.columns;
        size += cluster.bytes;
        if (alone || text[size - 1] == ' ') between_words = size;
        if (breaks_behind(text[size - 1]) || breaks_before(text, size)) good = size;
        if (!fits) break;
    }
    if (size == text.size()) return size;
    if (between_words > 0) return between_words;
    const bool early = text_width(text.substr(0, good)) * 2 < width;
    // What would be torn apart here may have room on the next line.
    const auto next_piece = [&] {
        std::size_t end = good + 1;
        while (end < text.size() && !breaks_behind(text[end - 1]) && !breaks_before(text, end)) ++end;
        return text.substr(good, end - good);
    };
    if (good > 0 && (!early || text_width(next_piece()) <= width)) return good;
    return std::max(size, terminal::first_cluster(text).bytes);
}

std::string_view without_blanks_at_end(std::string_view text) {
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

// As many whole words as fit, and a sign that there are more.
std::string last_line(std::string_view text, int width) {
    constexpr std::string_view more = " …";
    constexpr int width_of_more = 2;
    const bool whole = text_width(text) <= width;
    if (whole || width <= width_of_more ||
        widest_word(text.substr(0, text.find(' '))) > width - width_of_more)
        return terminal::truncate_to_width(text, width);
    const std::size_t size = line_size(text, width - width_of_more);
    return std::string(without_blanks_at_end(text.substr(0, size))).append(more);
}

int widest_ascii_word(std::string_view text) {
    std::size_t widest = 0;
    while (!text.empty()) widest = std::max(widest, cut(text, ' ').size());
    return static_cast<int>(widest);
}

}  // namespace

int text_width(std::string_view text) {
    if (is_printable_ascii(text)) return static_cast<int>(text.size());
    return terminal::display_width(text);
}

int widest_word(std::string_view text) {
    if (is_printable_ascii(text)) return widest_ascii_word(text);
    int widest = 0;
    int word = 0;
    while (!text.empty()) {
        const terminal::Cluster cluster = terminal::first_cluster(text);
        const bool alone = stands_alone(text, cluster);
        if (alone || text.front() == ' ') word = 0;
        if (text.front() != ' ') word += cluster.columns;
        widest = std::max(widest, word);
        if (alone) word = 0;
        text.remove_prefix(cluster.bytes);
    }
    return widest;
}

int width_in_two_lines(std::string_view text) {
    int least = text_width(text);
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (!breaks_behind(text[i - 1])) continue;
        const int first = text_width(text.substr(0, text[i - 1] == ' ' ? i - 1 : i));
        least = std::min(least, std::max(first, text_width(text.substr(i))));
    }
    return least;
}

std::string safe_text(std::string text) {
    if (is_printable_ascii(text)) return text;
    return terminal::sanitize(text);
}

std::vector<std::string> break_lines(std::string_view text, int width, std::size_t most_lines) {
    std::vector<std::string> lines;
    width = std::max(width, 1);
    while (!text.empty()) {
        if (most_lines > 0 && lines.size() + 1 == most_lines) {
            lines.push_back(last_line(without_blanks_at_end(text), width));
            return lines;
        }
        const std::size_t size = line_size(text, width);
        lines.emplace_back(without_blanks_at_end(text.substr(0, size)));
        text.remove_prefix(size);
        while (text.starts_with(' ')) text.remove_prefix(1);
    }
    if (lines.empty()) lines.emplace_back();
    return lines;
}

}  // namespace rasctl::output
