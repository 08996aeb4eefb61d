// The parts of the page that repeat: tables, charts, the tree of what is published.
#pragma once

#include <string>

#include "inventory/model.hpp"

namespace rasctl::inventory {

// A table of objects, and one of their settings, each where there is something to show. Without objects a
// line that says so.
std::string table_markup(const Table& table);

// One bar a row: label, drawing, and the same in words.
std::string chart_markup(const Chart& chart, const std::string& anchor);

// Folders that fold, with who reaches each item.
std::string items_markup(const std::vector<Item>& items);

// What differs from an earlier state.
std::string comparison_markup(const Comparison& comparison);

}  // namespace rasctl::inventory
