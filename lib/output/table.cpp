#include "output/table.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "output/cell_lines.hpp"

namespace rasctl::output {
namespace {

constexpr int column_gap = 2;
constexpr int narrowest_text = 10;
// Shorter text is not broken: a version, a name of two words. Text of up to twice that takes two lines at
// most.
constexpr int worth_breaking = 20;
constexpr int narrowest_broken = 2;  // room for one character of any script
// A longer one is an address or a path: broken at its dots and slashes rather than left out.
constexpr int longest_word = 40;
// A broken cell takes this many lines; longer text is for -o wide and for `get`.
constexpr std::size_t most_lines = 3;

int sum_of(const std::vector<int>& widths) {
    return std::accumulate(widths.begin(), widths.end(), 0) +
           column_gap * (static_cast<int>(widths.size()) - 1);
}

// Takes one column of width after the other from the widest that may still give some.
void shrink(std::vector<int>& widths, const std::vector<int>& least, int room) {
    for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::min(widths[i], std::max(room, least[i]));
    while (sum_of(widths) > room) {
        std::size_t widest = widths.size();
        for (std::size_t i = 0; i < widths.size(); ++i) {
            if (widths[i] > least[i] && (widest == widths.size() || widths[i] > widths[widest])) widest = i;
        }
        if (widest == widths.size()) return;
        --widths[widest];
    }
}

std::string styled(const terminal::Palette& palette, std::string_view text, const TableCell& cell) {
    if (cell.change == Change::added) return palette.added(text);
    if (cell.change == Change::gone) return palette.removed(text);
    if (cell.change == Change::changed && cell.meaning == Meaning::none) return palette.changed(text);
    if (terminal::is_web_address(cell.text)) return palette.link(text, cell.text);
    return coloured(palette, text, cell.meaning);
}

}  // namespace

Table::Table(std::vector<TableColumn> columns) {
    for (TableColumn& column : columns) {
        const int width = std::max(text_width(column.header), column.least_width);
        const int least = width_in_two_lines(column.header);
        tracks_.push_back({std::move(column), width, 0, 0, least});
    }
}

void Table::add(std::vector<TableCell> row) {
    for (std::size_t i = 0; i < tracks_.size(); ++i) {
        Track& track = tracks_[i];
        const int width = text_width(row[i].text);
        track.widest_cell = std::max(track.widest_cell, width);
        track.natural = std::max(track.natural, track.widest_cell);
        // No word is wider than its cell.
        if (width > track.widest_word)
            track.widest_word = std::max(track.widest_word, widest_word(row[i].text));
        if (row[i].text.empty()) continue;
        track.filled = true;
        track.right = track.right && row[i].is_number;
    }
    rows_.push_back(std::move(row));
}

std::vector<std::size_t> Table::all_tracks() const {
    std::vector<std::size_t> shown(tracks_.size());
    std::iota(shown.begin(), shown.end(), std::size_t{0});
    return shown;
}

std::vector<int> Table::natural_widths() const {
    std::vector<int> widths;
    widths.reserve(tracks_.size());
    for (const Track& track : tracks_) widths.push_back(track.natural);
    return widths;
}

bool Table::identifies(std::size_t track) const {
    const TableColumn& column = tracks_[track].column;
    return column.is_mark || column.is_name || column.keeps_width ||
           track == (tracks_.front().column.is_mark ? 1U : 0U);
}

int Table::minimum_width(std::size_t track, const TableStyle& style) const {
    const Track& one = tracks_[track];
    const int room = style.width - style.indent;
    const bool is_number = one.right && one.filled;
    // What identifies a row is not broken, nor is a number or a word; headers take two lines at most.
    if (style.breaks_names && !one.column.is_mark && !is_number)
        return std::min(one.natural, narrowest_broken);
    if (identifies(track) || one.column.is_whole || is_number)
        return std::max(one.widest_cell, one.header_least);
    int word = std::min(one.widest_word, longest_word);
    const int worth = std::min(worth_breaking, room / 2);
    // Words are of unequal length: half of the text is seldom the half of its lines.
    if (one.widest_cell <= 2 * worth) word = std::max(word, one.widest_cell * 3 / 5);
    if (one.widest_cell <= worth) word = one.widest_cell;
    const int least =
        std::max({std::min({narrowest_text, room / 2, one.widest_cell}), word, one.header_least});
    return std::min(one.natural, least);
}

// As few headers as possible take two lines, those first that gain the most by it.
void Table::break_headers(std::vector<int>& widths, const std::vector<std::size_t>& shown,
                          const TableStyle& style) const {
    const int room = style.width - style.indent;
    while (sum_of(widths) > room) {
        std::size_t best = widths.size();
        int most = 0;
        for (std::size_t i = 0; i < shown.size(); ++i) {
            const Track& track = tracks_[shown[i]];
            const int gain = widths[i] - std::max(track.widest_cell, minimum_width(shown[i], style));
            if (gain < most || gain <= 0) continue;
            best = i;
            most = gain;
        }
        if (best == widths.size()) return;
        widths[best] -= most;
    }
}

// First the room that only headers use is taken, then that of the cells: from the widest column again and
// again, so that the narrow ones keep what they need.
std::vector<int> Table::widths_within(const std::vector<std::size_t>& shown, const TableStyle& style) const {
    std::vector<int> widths;
    widths.reserve(shown.size());
    for (const std::size_t i : shown) widths.push_back(tracks_[i].natural);
    if (style.width <= 0) return widths;
    break_headers(widths, shown, style);
    std::vector<int> least;
    least.reserve(shown.size());
    for (const std::size_t i : shown) least.push_back(minimum_width(i, style));
    shrink(widths, least, style.width - style.indent);
    return widths;
}

bool Table::fits(const TableStyle& style) const {
    return style.width <= 0 || sum_of(widths_within(all_tracks(), style)) <= style.width - style.indent;
}

// The place in `shown` of the column to leave out next: one whose words leave no room for what identifies a
// row, then the last one that shows no state, then the last one. None where all that is left tells the rows
// apart.
std::optional<std::size_t> Table::least_important(const std::vector<std::size_t>& shown,
                                                  const TableStyle& style) const {
    int room = style.width - style.indent;
    for (const std::size_t i : shown)
        if (identifies(i)) room -= minimum_width(i, style) + column_gap;
    for (std::size_t i = shown.size(); i-- > 0;)
        if (!identifies(shown[i]) && minimum_width(shown[i], style) > room) return i;
    for (const bool states_too : {false, true})
        for (std::size_t i = shown.size(); i-- > 0;)
            if (!identifies(shown[i]) && (states_too || !tracks_[shown[i]].column.is_state)) return i;
    return std::nullopt;
}

std::vector<std::string> Table::omit(std::vector<std::size_t>& shown, TableStyle& style) const {
    std::vector<std::size_t> omitted;
    const int room = style.width - style.indent;
    // Columns without a single value go first, and without a word.
    if (sum_of(natural_widths()) > room)
        std::erase_if(shown, [&](std::size_t i) { return i > 0 && !tracks_[i].filled && !rows_.empty(); });
    while (sum_of(widths_within(shown, style)) > room) {
        const auto place = least_important(shown, style);
        if (!place) {
            style.breaks_names = true;
            break;
        }
        omitted.push_back(shown[*place]);
        shown.erase(shown.begin() + static_cast<std::ptrdiff_t>(*place));
    }
    std::ranges::sort(omitted);
    std::vector<std::string> headers;
    headers.reserve(omitted.size());
    for (const std::size_t i : omitted) headers.push_back(tracks_[i].column.header);
    return headers;
}

Table::Rendered Table::render(const TableStyle& wanted) const {
    Rendered rendered;
    TableStyle style = wanted;
    std::vector<std::size_t> shown = all_tracks();
    if (style.may_omit && style.width > 0) rendered.omitted = omit(shown, style);
    const std::vector<int> widths = widths_within(shown, style);
    if (style.headers) {
        std::vector<TableCell> header;
        header.reserve(tracks_.size());
        for (const Track& track : tracks_) header.push_back({track.column.header});
        render_row(rendered.text, header, shown, widths, style, true);
    }
    for (const auto& row : rows_) render_row(rendered.text, row, shown, widths, style, false);
    return rendered;
}

void Table::render_row(std::string& out, const std::vector<TableCell>& row,
                       const std::vector<std::size_t>& shown, const std::vector<int>& widths,
                       const TableStyle& style, bool is_header) const {
    // The lines of the cells that do not fit into one.
    std::vector<std::vector<std::string>> broken(shown.size());
    std::size_t height = 1;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const std::string& text = row[shown[i]].text;
        if (text_width(text) > widths[i]) broken[i] = break_lines(text, widths[i], most_lines);
        height = std::max(height, broken[i].size());
    }
    const bool painted = style.palette.enabled() || style.palette.links();
    for (std::size_t line = 0; line < height; ++line) {
        const std::size_t begin = out.size();
        out.append(static_cast<std::size_t>(style.indent), ' ');
        for (std::size_t i = 0; i < shown.size(); ++i) {
            const TableCell& cell = row[shown[i]];
            std::string_view text;
            if (line < broken[i].size())
                text = broken[i][line];
            else if (line == 0)
                text = cell.text;
            const auto fill = static_cast<std::size_t>(std::max(0, widths[i] - text_width(text)));
            const Track& track = tracks_[shown[i]];
            const bool right = track.right && track.filled;
            if (right) out.append(fill, ' ');
            if (!painted)
                out += text;
            else
                out += is_header ? style.palette.bold(text) : styled(style.palette, text, cell);
            if (!right) out.append(fill, ' ');
            if (i + 1 < shown.size()) out.append(column_gap, ' ');
        }
        while (out.size() > begin && out.back() == ' ') out.pop_back();
        out += '\n';
    }
}

}  // namespace rasctl::output
