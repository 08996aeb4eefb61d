#include <fmt/format.h>

#include "inventory/html_parts.hpp"
#include "inventory/markup.hpp"

namespace rasctl::inventory {
namespace {

std::string line_of(const Item& item) {
    std::string line = fmt::format("<bdi class=\"name\">{}</bdi> <span class=\"type\">{}</span>",
                                   name_markup(item.name), escaped(item.type));
    if (!item.state.empty()) line += " " + state_markup(item.state, item.meaning);
    if (!item.who.empty()) line += fmt::format(" <span class=\"who\">{}</span>", escaped(item.who));
    if (!item.description.empty())
        line += fmt::format(" <span class=\"about\">{}</span>", escaped(item.description));
    return line;
}

std::string item_markup(const Item& item) {
    if (item.inside.empty()) return fmt::format("<li>{}</li>\n", line_of(item));
    return fmt::format("<li><details open><summary>{}</summary>\n{}</details></li>\n", line_of(item),
                       items_markup(item.inside));
}

}  // namespace

std::string items_markup(const std::vector<Item>& items) {
    if (items.empty()) return {};
    std::string markup = "<ul class=\"tree\">\n";
    for (const Item& item : items) markup += item_markup(item);
    return markup + "</ul>\n";
}

}  // namespace rasctl::inventory
