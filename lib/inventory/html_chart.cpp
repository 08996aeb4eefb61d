#include <fmt/format.h>

#include <algorithm>

#include "inventory/html_parts.hpp"
#include "inventory/markup.hpp"

namespace rasctl::inventory {
namespace {

// Drawn in these units and stretched to the width that there is.
constexpr double width = 1000;

std::size_t total_of(const Bar& bar) {
    std::size_t total = 0;
    for (const Share& share : bar.shares) total += share.count;
    return total;
}

std::string drawing_of(const Bar& bar, std::size_t most) {
    std::string parts;
    double left = 0;
    for (const Share& share : bar.shares) {
        if (share.count == 0) continue;
        const double wide = width * static_cast<double>(share.count) / static_cast<double>(most);
        // A gap between parts, so that they are told apart without colours.
        const double drawn = std::max(wide - (bar.shares.size() > 1 ? 3.0 : 0.0), 1.0);
        parts += fmt::format("<rect class=\"{}\" x=\"{:.1f}\" y=\"0\" width=\"{:.1f}\" height=\"16\"/>",
                             share.meaning == Meaning::none ? "plain" : word_of(share.meaning), left, drawn);
        left += wide;
    }
    return fmt::format(
        "<svg viewBox=\"0 0 1000 16\" preserveAspectRatio=\"none\" role=\"img\" "
        "aria-label=\"{0}: {1}\"><title>{0}: {1}</title>{2}</svg>",
        escaped(bar.label), escaped(bar.text), parts);
}

}  // namespace

std::string chart_markup(const Chart& chart, const std::string& anchor) {
    if (chart.bars.empty()) return {};
    std::size_t most = 1;
    for (const Bar& bar : chart.bars) most = std::max(most, total_of(bar));
    std::string rows;
    for (const Bar& bar : chart.bars)
        rows += fmt::format("<tr><th scope=\"row\">{}</th><td class=\"bar\">{}</td><td>{}</td></tr>\n",
                            name_markup(bar.label), drawing_of(bar, most), escaped(bar.text));
    return fmt::format(
        "<figure id=\"{0}\"><table class=\"chart\"><caption>{1}</caption><thead class=\"unseen\"><tr>"
        "<th scope=\"col\">Of</th><th scope=\"col\">Drawing</th><th scope=\"col\">In words</th></tr></thead>"
        "<tbody>\n{2}</tbody></table>{3}</figure>\n",
        anchor, escaped(chart.title), rows,
        chart.note.empty() ? "" : fmt::format("<figcaption>{}</figcaption>", escaped(chart.note)));
}

}  // namespace rasctl::inventory
