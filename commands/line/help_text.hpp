// What --help shows: at the top, for a noun, and for a command. Always readable in 80 columns.
#pragma once

#include <string>

#include "catalog/catalog.hpp"
#include "commands/line/option.hpp"
#include "terminal/colour.hpp"

namespace rasctl::commands {

inline constexpr std::size_t help_width = 80;

std::string help_at_top(const catalog::Catalog& catalog, const terminal::Palette& palette);
std::string help_for_noun(const catalog::Catalog& catalog, std::string_view noun,
                          const terminal::Palette& palette);
std::string help_for_command(const Usage& usage, const terminal::Palette& palette);

// "gateway update GATEWAY... [flags]".
std::string usage_line(const Usage& usage);

// Breaks text at blanks so that no line is wider than `width`; lines after the first begin with `indent`
// blanks. A word wider than that stands alone.
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent);

}  // namespace rasctl::commands
