#include "terminal/width.hpp"

#include <utf8proc.h>

#include <algorithm>

#include "text/printable_ascii.hpp"

namespace rasctl::terminal {
namespace {

constexpr utf8proc_int32_t emoji_presentation = 0xFE0F;
constexpr utf8proc_int32_t text_presentation = 0xFE0E;
constexpr std::string_view ellipsis = "…";

struct Code {
    utf8proc_int32_t value = 0;
    std::size_t bytes = 0;
    bool valid = false;
};

Code decode(std::string_view text) {
    Code code;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                         static_cast<utf8proc_ssize_t>(text.size()), &code.value);
    code.valid = length > 0;
    code.bytes = code.valid ? static_cast<std::size_t>(length) : 1;
    return code;
}

bool is_ascii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}

bool is_regional_indicator(utf8proc_int32_t code) {
    return code >= 0x1F1E6 && code <= 0x1F1FF;
}

// Signs that VS16 turns into an emoji; for digits, # and * that takes the keycap too, but all terminals that
// know VS16 widen those as well.
bool can_be_emoji(utf8proc_int32_t code) {
    return utf8proc_get_property(code)->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC ||
           (code >= '0' && code <= '9') || code == '#' || code == '*';
}

}  // namespace

Cluster first_cluster(std::string_view text) {
    if (is_ascii(text[0]) && (text.size() == 1 || is_ascii(text[1]))) return {1, 1};
    const Code first = decode(text);
    if (!first.valid) return {1, 1};
    Cluster cluster{first.bytes, utf8proc_charwidth(first.value)};
    utf8proc_int32_t previous = first.value;
    utf8proc_int32_t state = 0;
    while (cluster.bytes < text.size()) {
        const Code next = decode(text.substr(cluster.bytes));
        if (!next.valid || utf8proc_grapheme_break_stateful(previous, next.value, &state)) break;
        cluster.bytes += next.bytes;
        if (next.value == emoji_presentation && can_be_emoji(previous)) {
            cluster.columns = 2;
        } else if (next.value == text_presentation && can_be_emoji(previous)) {
            cluster.columns = 1;
        } else if (is_regional_indicator(next.value)) {
            cluster.columns = 2;
        } else {
            cluster.columns = std::max(cluster.columns, utf8proc_charwidth(next.value));
        }
        previous = next.value;
    }
    return cluster;
}

int display_width(std::string_view text) {
    if (is_printable_ascii(text)) return static_cast<int>(text.size());
    int columns = 0;
    while (!text.empty()) {
        const Cluster cluster = first_cluster(text);
        columns += cluster.columns;
        text.remove_prefix(cluster.bytes);
    }
    return columns;
}

std::string truncate_to_width(std::string_view text, int columns) {
    if (columns <= 0) return {};
    int used = 0;
    std::size_t fits_with_ellipsis = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Cluster cluster = first_cluster(text.substr(at));
        used += cluster.columns;
        if (used > columns) return std::string(text.substr(0, fits_with_ellipsis)).append(ellipsis);
        at += cluster.bytes;
        if (used < columns) fits_with_ellipsis = at;
    }
    return std::string(text);
}

std::string pad(std::string_view text, int columns, Align align) {
    const auto missing = static_cast<std::size_t>(std::max(0, columns - display_width(text)));
    if (align == Align::right) return std::string(missing, ' ').append(text);
    return std::string(text).append(missing, ' ');
}

namespace {

// Where a line is broken that is wider than `room`: at the last blank that has no more before it, else at the
// first one behind its first word; npos where there is none.
std::size_t break_of(std::string_view line, int room) {
    const std::size_t word = std::min(line.find_first_not_of(' '), line.size());
    const std::size_t first = line.find(' ', word);
    if (is_printable_ascii(line)) {
        const std::size_t last = line.rfind(' ', static_cast<std::size_t>(std::max(room, 0)));
        return last == std::string_view::npos || last < word ? first : last;
    }
    std::size_t place = first;
    int width = display_width(line.substr(0, first));
    for (std::size_t next = place; next != std::string_view::npos && width <= room;) {
        place = next;
        next = line.find(' ', place + 1);
        width += display_width(line.substr(place, next == std::string_view::npos ? next : next - place));
    }
    return place;
}

void wrap_line(std::string& out, std::string_view line, int columns, int indent, int used) {
    while (display_width(line) > columns - used) {
        const std::size_t place = break_of(line, columns - used);
        const std::string_view rest = place == std::string_view::npos ? "" : line.substr(place);
        const std::size_t word = rest.find_first_not_of(' ');
        if (word == std::string_view::npos) break;
        const std::string_view fits = line.substr(0, place);
        out.append(fits.substr(0, fits.find_last_not_of(' ') + 1));
        out.append("\n").append(static_cast<std::size_t>(indent), ' ');
        line = rest.substr(word);
        used = indent;
    }
    out.append(line);
}

}  // namespace

void append_wrapped(std::string& out, std::string_view text, int columns, int indent, int before) {
    for (int used = before;; used = indent) {
        const auto end = text.find('\n');
        wrap_line(out, text.substr(0, end), columns, indent, used);
        if (end == std::string_view::npos) return;
        text.remove_prefix(end + 1);
        out.append("\n").append(static_cast<std::size_t>(indent), ' ');
    }
}

std::string wrap(std::string_view text, int columns, int indent, int before) {
    std::string out;
    out.reserve(text.size() + text.size() / 4);
    append_wrapped(out, text, columns, indent, before);
    return out;
}

}  // namespace rasctl::terminal
