// Aligned columns.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "output/cell.hpp"
#include "output/row_changes.hpp"
#include "terminal/colour.hpp"

namespace rasctl::output {

struct TableColumn {
    std::string header;
    bool keeps_width = false;  // an ID: never broken
    bool is_name = false;      // identifies the row: whole, and never left out
    bool is_state = false;     // left out late
    bool is_mark = false;      // a sign before the row: never left out
    bool is_whole = false;     // a moment: not broken, but left out where it does not fit
    int least_width = 0;       // as wide at least, so that tables written one after the other align
};

struct TableCell {
    std::string text;  // safe for a terminal
    bool is_number = false;
    Meaning meaning = Meaning::none;
    Change change = Change::none;  // of the value; a changed one has a star besides the colour
};

struct TableStyle {
    terminal::Palette palette{};
    bool headers = true;
    int width = 0;              // 0: as wide as it wants to be, nothing broken or left out
    bool may_omit = false;      // columns that do not fit may be left out, from the right
    bool breaks_names = false;  // what identifies a row may be broken too, and words anywhere
    int indent = 0;
};

// Gathers the rows, as their widths are needed before the first one is written. Columns of numbers are
// aligned right.
class Table {
  public:
    explicit Table(std::vector<TableColumn> columns);

    // One cell a column.
    void add(std::vector<TableCell> row);
    bool empty() const { return rows_.empty(); }

    // Whether it can be shown within the style's width with every column.
    bool fits(const TableStyle& style) const;

    struct Rendered {
        std::string text;                  // lines with line ends
        std::vector<std::string> omitted;  // headers of the columns left out
    };
    Rendered render(const TableStyle& style) const;
    // What each column would take with all the room there is.
    std::vector<int> natural_widths() const;

  private:
    struct Track {
        TableColumn column;
        int natural = 0;  // of the header and all cells
        int widest_cell = 0;
        int widest_word = 0;   // of all cells
        int header_least = 0;  // of the header, in two lines
        bool right = true;     // nothing but numbers so far
        bool filled = false;
    };

    std::vector<std::size_t> all_tracks() const;
    std::vector<int> widths_within(const std::vector<std::size_t>& shown, const TableStyle& style) const;
    void break_headers(std::vector<int>& widths, const std::vector<std::size_t>& shown,
                       const TableStyle& style) const;
    bool identifies(std::size_t track) const;
    std::optional<std::size_t> least_important(const std::vector<std::size_t>& shown,
                                               const TableStyle& style) const;
    int minimum_width(std::size_t track, const TableStyle& style) const;
    // Takes columns away until the others fit, and tells their headers.
    std::vector<std::string> omit(std::vector<std::size_t>& shown, TableStyle& style) const;
    void render_row(std::string& out, const std::vector<TableCell>& row,
                    const std::vector<std::size_t>& shown, const std::vector<int>& widths,
                    const TableStyle& style, bool is_header) const;

    std::vector<Track> tracks_;
    std::vector<std::vector<TableCell>> rows_;
};

}  // namespace rasctl::output
