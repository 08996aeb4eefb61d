#include "inventory/html_page.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>
#include <utility>

#include "embedding/embedded_file.hpp"
#include "inventory/html_parts.hpp"
#include "inventory/markup.hpp"

RASCTL_EMBED(page_html, RASCTL_PAGE ".html");
RASCTL_EMBED(page_css, RASCTL_PAGE ".css");
RASCTL_EMBED(page_js, RASCTL_PAGE ".js");

namespace rasctl::inventory {
namespace {

// "sha256-..." by which a security policy names what may run.
std::string fingerprint_of(std::string_view text) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
    std::array<unsigned char, 4 * ((SHA256_DIGEST_LENGTH + 2) / 3) + 1> encoded{};
    const int size = EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(digest.size()));
    return "sha256-" +
           std::string(reinterpret_cast<const char*>(encoded.data()), static_cast<std::size_t>(size));
}

struct Part {
    std::string anchor, title, content;
    std::vector<std::pair<std::string, std::string>> tables{};  // anchor and title
};

std::string facts_markup(const Document& document) {
    std::string markup = "<dl class=\"facts\">\n";
    for (const auto& [label, value] : document.facts)
        markup += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", escaped(label), escaped(value));
    return markup + "</dl>\n";
}

std::string findings_markup(const Document& document) {
    if (document.findings.empty()) return "<p class=\"none\">Nothing needs attention.</p>\n";
    std::string markup = "<ul class=\"findings\">\n";
    for (const Finding& finding : document.findings)
        markup += fmt::format("<li>{} {} <bdi>{}</bdi></li>\n", state_markup(finding.text, finding.meaning),
                              escaped(finding.kind), escaped(finding.name));
    return markup + "</ul>\n";
}

std::string not_read_markup(const Document& document) {
    std::string markup =
        "<p>These could not be read, so this page says nothing of them.</p>\n<ul class=\"findings\">\n";
    for (const auto& [what, why] : document.not_read)
        markup += fmt::format("<li>{}: {}</li>\n", escaped(what), escaped(why));
    return markup + "</ul>\n";
}

std::string table_section(const Table& table, bool alone) {
    if (alone) return table_markup(table);
    const std::string anchor = anchor_of(table.key);
    return fmt::format(
        "<section id=\"{0}\" aria-labelledby=\"{0}-title\"><h3 id=\"{0}-title\">{1}</h3>\n{2}"
        "</section>\n",
        anchor, escaped(table.title), table_markup(table));
}

Part part_of(const Chapter& chapter) {
    Part part{.anchor = "chapter-" + anchor_of(chapter.key), .title = chapter.title, .content = {}};
    if (!chapter.note.empty()) part.content += fmt::format("<p>{}</p>\n", escaped(chapter.note));
    std::size_t number = 0;
    for (const Chart& chart : chapter.charts)
        part.content += chart_markup(chart, fmt::format("{}-chart-{}", part.anchor, ++number));
    part.content += items_markup(chapter.items);
    const bool alone = chapter.tables.size() == 1;
    for (const Table& table : chapter.tables) {
        part.content += table_section(table, alone);
        if (!alone) part.tables.emplace_back(anchor_of(table.key), table.title);
    }
    if (part.content.empty()) part.content = "<p class=\"none\">None.</p>\n";
    return part;
}

std::vector<Part> parts_of(const Document& document) {
    std::vector<Part> parts;
    parts.push_back({"overview", "Overview", facts_markup(document)});
    parts.push_back({"attention", "What needs attention", findings_markup(document)});
    if (document.comparison)
        parts.push_back({"since", "What has changed", comparison_markup(*document.comparison)});
    for (const Chapter& chapter : document.chapters) parts.push_back(part_of(chapter));
    if (!document.not_read.empty())
        parts.push_back({"not-read", "What could not be read", not_read_markup(document)});
    return parts;
}

std::string contents_markup(const std::vector<Part>& parts) {
    std::string markup = "<ol>\n";
    for (const Part& part : parts) {
        markup += fmt::format("<li><a href=\"#{}\">{}</a>", part.anchor, escaped(part.title));
        if (!part.tables.empty()) {
            markup += "<ul>";
            for (const auto& [anchor, title] : part.tables)
                markup += fmt::format("<li><a href=\"#{}\">{}</a></li>", anchor, escaped(title));
            markup += "</ul>";
        }
        markup += "</li>\n";
    }
    return markup + "</ol>\n";
}

std::string body_markup(const std::vector<Part>& parts) {
    std::string markup;
    for (const Part& part : parts)
        markup += fmt::format(
            "<section id=\"{0}\" class=\"chapter\" aria-labelledby=\"{0}-title\">"
            "<h2 id=\"{0}-title\">{1}</h2>\n{2}</section>\n",
            part.anchor, escaped(part.title), part.content);
    return markup;
}

// Puts each "{{name}}" of the template in its place, in one pass: what is put in is never looked at again.
std::string filled(std::string_view page,
                   const std::vector<std::pair<std::string_view, std::string>>& texts) {
    std::string result;
    while (true) {
        const auto begin = page.find("{{");
        const auto end = begin == std::string_view::npos ? begin : page.find("}}", begin);
        if (end == std::string_view::npos) return result.append(page);
        result.append(page.substr(0, begin));
        const std::string_view name = page.substr(begin + 2, end - begin - 2);
        for (const auto& [known, text] : texts)
            if (known == name) result += text;
        page.remove_prefix(end + 2);
    }
}

}  // namespace

std::string html_page(const Document& document) {
    const std::vector<Part> parts = parts_of(document);
    const std::string style(RASCTL_EMBEDDED(page_css)), script(RASCTL_EMBEDDED(page_js));
    const std::string stamp =
        document.read_at.empty()
            ? std::string()
            : fmt::format("<p class=\"stamp\">Read at <time datetime=\"{0}\">{0}</time></p>\n",
                          escaped(document.read_at));
    return filled(RASCTL_EMBEDDED(page_html),
                  {{"policy", fmt::format("default-src 'none'; style-src '{}'; script-src '{}'; "
                                          "base-uri 'none'; form-action 'none'",
                                          fingerprint_of(style), fingerprint_of(script))},
                   {"farm", escaped(document.endpoint)},
                   {"style", style},
                   {"script", script},
                   {"stamp", stamp},
                   {"contents", contents_markup(parts)},
                   {"body", body_markup(parts)}});
}

}  // namespace rasctl::inventory
