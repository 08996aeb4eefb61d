// What --help shows: at the top, for a noun, and for a command.
#pragma once

#include <string>

#include "catalog/catalog.hpp"
#include "commands/line/option.hpp"
#include "terminal/colour.hpp"
#include "terminal/streams.hpp"

namespace rasctl::commands {

struct HelpStyle {
    terminal::Palette palette{};
    std::size_t width = 80;
};

// As wide as the terminal, within what is read with ease; 80 columns where there is none.
HelpStyle help_style(const terminal::Streams& streams);

// The examples of all commands of a noun, in an order in which they can be run: what takes away comes last.
std::vector<std::string> examples_for_noun(const catalog::Catalog& catalog, std::string_view noun);

std::string help_at_top(const catalog::Catalog& catalog, const HelpStyle& style);
std::string help_for_noun(const catalog::Catalog& catalog, std::string_view noun, const HelpStyle& style);
std::string help_for_command(const Usage& usage, const HelpStyle& style);

// "gateway update GATEWAY... [flags]".
std::string usage_line(const Usage& usage);

}  // namespace rasctl::commands
