#include "inventory/markdown.hpp"

#include <fmt/format.h>

#include "terminal/sanitize.hpp"

namespace rasctl::inventory {
namespace {

using Row = std::vector<std::string>;  // as Markdown already

std::string line_of(const Row& row) {
    std::string line = "|";
    for (const std::string& cell : row) line += fmt::format(" {} |", cell);
    return line + "\n";
}

std::string grid(const Row& heads, const std::vector<Row>& rows) {
    std::string text = line_of(heads) + line_of(Row(heads.size(), "---"));
    for (const Row& row : rows) text += line_of(row);
    return text + "\n";
}

std::string objects_grid(const Table& table) {
    const bool with_site = names_sites(table);
    Row heads{"Name"};
    if (with_site) heads.emplace_back("Site");
    for (const Column& column : table.columns) heads.push_back(markdown_text(column.label));
    std::vector<Row> rows;
    for (const Object& object : table.objects) {
        Row row{markdown_text(object.name)};
        if (with_site) row.push_back(markdown_text(object.site));
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            row.push_back(i < object.cells.size() ? markdown_text(object.cells[i].text) : std::string());
        rows.push_back(std::move(row));
    }
    return grid(heads, rows);
}

std::string owners_of(const SharedSetting& shared, std::size_t all) {
    if (shared.objects.size() == all && all > 1) return fmt::format("all {}", all);
    std::string names;
    for (const Object* object : shared.objects) {
        const std::string& name = object->name.empty() ? object->site : object->name;
        names += fmt::format("{}{}", names.empty() ? "" : ", ", markdown_text(name));
    }
    return names;
}

std::string usual_of(const Setting& setting) {
    if (!setting.usual) return "*not known*";
    return setting.usual->empty() ? "*empty*" : markdown_text(*setting.usual);
}

std::string settings_grid(const Table& table) {
    const auto settings = shared_settings(table);
    if (settings.empty()) return {};
    const bool with_owner = table.objects.size() > 1 || !table.columns.empty();
    Row heads{"Setting", "Value", "Default"};
    if (with_owner) heads.emplace_back("Of");
    std::vector<Row> rows;
    for (const SharedSetting& shared : settings) {
        Row row{markdown_text(shared.setting.field), markdown_text(shared.setting.value),
                usual_of(shared.setting)};
        if (with_owner) row.push_back(owners_of(shared, table.objects.size()));
        rows.push_back(std::move(row));
    }
    const std::string heading = table.columns.empty() ? "" : "Settings that differ from their defaults:\n\n";
    return heading + grid(heads, rows);
}

std::string table_text(const Table& table) {
    std::string text;
    if (!table.note.empty()) text += markdown_text(table.note) + "\n\n";
    if (table.objects.empty()) return text + "None.\n\n";
    if (!table.columns.empty()) text += objects_grid(table);
    const std::string settings = settings_grid(table);
    if (table.columns.empty() && settings.empty())
        return text + "Every setting with a known default has it.\n\n";
    return text + settings;
}

std::string items_text(const std::vector<Item>& items, std::size_t depth) {
    std::string text;
    for (const Item& item : items) {
        text += fmt::format("{:{}}- **{}** {}", "", depth * 2, markdown_text(item.name),
                            markdown_text(item.type));
        for (const std::string& more : {item.state, item.who, item.description})
            if (!more.empty()) text += fmt::format(" · {}", markdown_text(more));
        text += "\n" + items_text(item.inside, depth + 1);
    }
    return text;
}

std::string chart_text(const Chart& chart) {
    std::vector<Row> rows;
    for (const Bar& bar : chart.bars) rows.push_back({markdown_text(bar.label), markdown_text(bar.text)});
    if (rows.empty()) return {};
    std::string text = fmt::format("**{}**\n\n", markdown_text(chart.title)) + grid({"Of", "State"}, rows);
    if (!chart.note.empty()) text += markdown_text(chart.note) + "\n\n";
    return text;
}

std::string chapter_text(const Chapter& chapter) {
    std::string text = fmt::format("## {}\n\n", markdown_text(chapter.title));
    const std::size_t bare = text.size();
    if (!chapter.note.empty()) text += markdown_text(chapter.note) + "\n\n";
    for (const Chart& chart : chapter.charts) text += chart_text(chart);
    if (!chapter.items.empty()) text += items_text(chapter.items, 0) + "\n";
    for (const Table& table : chapter.tables) {
        if (chapter.tables.size() > 1) text += fmt::format("### {}\n\n", markdown_text(table.title));
        text += table_text(table);
    }
    return text.size() == bare ? text + "None.\n\n" : text;
}

std::string comparison_text(const Comparison& comparison) {
    std::string text =
        fmt::format("## What has changed\n\nCompared with {}.\n\n", markdown_text(comparison.with));
    if (comparison.changes.empty()) return text + "Nothing has changed.\n\n";
    std::vector<Row> rows;
    for (const Change& change : comparison.changes) {
        Row row;
        for (const std::string& one :
             {change.act, change.kind, change.name, change.site, change.field, change.before, change.after})
            row.push_back(markdown_text(one));
        rows.push_back(std::move(row));
    }
    return text + grid({"Act", "Kind", "Name", "Site", "Setting", "Before", "After"}, rows);
}

std::string overview_text(const Document& document) {
    std::string text = fmt::format("# Farm {}\n\n", markdown_text(document.endpoint));
    if (!document.read_at.empty()) text += fmt::format("Read at {}.\n\n", markdown_text(document.read_at));
    std::vector<Row> rows;
    for (const auto& [label, value] : document.facts)
        rows.push_back({markdown_text(label), markdown_text(value)});
    text += "## Overview\n\n" + grid({"Fact", "Value"}, rows) + "## What needs attention\n\n";
    if (document.findings.empty()) return text + "Nothing needs attention.\n\n";
    for (const Finding& finding : document.findings)
        text += fmt::format("- **{}** {} {}: {}\n", word_of(finding.meaning), markdown_text(finding.kind),
                            markdown_text(finding.name), markdown_text(finding.text));
    return text + "\n";
}

}  // namespace

std::string markdown_text(std::string_view text) {
    std::string result;
    bool begins = true;  // what is a mark only at the beginning: of a list, of a rule, of a column's sides
    for (const char c : terminal::sanitize(text)) {
        if (std::string_view("\\|*_`[]<>&!~$#").find(c) != std::string_view::npos ||
            (begins && (c == '-' || c == '+' || c == '=' || c == ':')))
            result += '\\';
        result += c;
        begins = false;
    }
    // A bare address would become a link.
    for (std::size_t at = 0; (at = result.find("://", at)) != std::string::npos; at += 4)
        result.replace(at, 3, "\\://");
    return result;
}

std::string markdown(const Document& document) {
    std::string text = overview_text(document);
    if (document.comparison) text += comparison_text(*document.comparison);
    for (const Chapter& chapter : document.chapters) text += chapter_text(chapter);
    if (!document.not_read.empty()) {
        text += "## What could not be read\n\n";
        for (const auto& [what, why] : document.not_read)
            text += fmt::format("- {}: {}\n", markdown_text(what), markdown_text(why));
    }
    while (text.ends_with("\n\n")) text.pop_back();
    return text;
}

}  // namespace rasctl::inventory
