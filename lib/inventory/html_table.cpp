#include <fmt/format.h>

#include <iterator>

#include "inventory/html_parts.hpp"
#include "inventory/markup.hpp"

namespace rasctl::inventory {
namespace {

// More objects than these are folded behind their number.
constexpr std::size_t most_named = 6;

// A table wider than the screen is moved within its frame, by keyboard too; the page itself never is.
std::string framed(const std::string& anchor, const std::string& caption, const std::string& table) {
    return fmt::format(
        "<div class=\"frame\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{0}-caption\">"
        "<table><caption id=\"{0}-caption\">{1}</caption>{2}</table></div>\n",
        anchor, caption, table);
}

std::string heads_of(const Table& table, bool with_site) {
    std::string heads = "<th scope=\"col\">Name</th>";
    if (with_site) heads += "<th scope=\"col\">Site</th>";
    for (const Column& column : table.columns)
        heads += fmt::format("<th scope=\"col\"{}>{}</th>", column.number ? " class=\"n\"" : "",
                             escaped(column.label));
    return heads;
}

std::string row_of(const Table& table, const Object& object, bool with_site) {
    std::string row = fmt::format("<tr><th scope=\"row\">{}</th>", name_markup(object.name));
    if (with_site) row += fmt::format("<td>{}</td>", escaped(object.site));
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const Cell cell = i < object.cells.size() ? object.cells[i] : Cell{};
        row += fmt::format("<td{}>{}</td>", table.columns[i].number ? " class=\"n\"" : "",
                           state_markup(cell.text, cell.meaning));
    }
    return row + "</tr>\n";
}

std::string objects_markup(const Table& table) {
    const bool with_site = names_sites(table);
    std::string rows;
    for (const Object& object : table.objects) rows += row_of(table, object, with_site);
    return framed(
        anchor_of(table.key), fmt::format("{} ({})", escaped(table.title), table.objects.size()),
        fmt::format("<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>", heads_of(table, with_site), rows));
}

std::string name_with_site(const Object& object) {
    if (object.site.empty() || object.name.empty()) return object.name + object.site;
    return fmt::format("{} ({})", object.name, object.site);
}

std::string owners_markup(const SharedSetting& shared, std::size_t all) {
    const std::size_t count = shared.objects.size();
    if (count == all && all > 1) return fmt::format("all {}", all);
    std::string names;
    for (const Object* object : shared.objects)
        names += fmt::format("{}{}", names.empty() ? "" : ", ", escaped(name_with_site(*object)));
    if (count <= most_named) return names;
    return fmt::format("<details><summary>{} of {}</summary>{}</details>", count, all, names);
}

std::string usual_of(const Setting& setting) {
    if (!setting.usual) return "<i>not known</i>";
    return setting.usual->empty() ? "<i>empty</i>" : escaped(*setting.usual);
}

std::string setting_row(const SharedSetting& shared, const Table& table, bool with_owner) {
    const Setting& setting = shared.setting;
    std::string row = fmt::format("<tr><th scope=\"row\"><code>{}</code></th><td>{}</td><td>{}</td>",
                                  escaped(setting.field), escaped(setting.value), usual_of(setting));
    if (with_owner) row += fmt::format("<td>{}</td>", owners_markup(shared, table.objects.size()));
    return row + "</tr>\n";
}

std::string settings_markup(const Table& table) {
    const auto settings = shared_settings(table);
    if (settings.empty()) return {};
    const bool with_owner = table.objects.size() > 1 || !table.columns.empty();
    std::string rows;
    for (const SharedSetting& shared : settings) rows += setting_row(shared, table, with_owner);
    const std::string inner =
        framed(anchor_of(table.key) + "-settings",
               fmt::format("{}: settings that differ from their defaults", escaped(table.title)),
               fmt::format("<thead><tr><th scope=\"col\">Setting</th><th scope=\"col\">Value</th>"
                           "<th scope=\"col\">Default</th>{}</tr></thead>\n<tbody>\n{}</tbody>",
                           with_owner ? "<th scope=\"col\">Of</th>" : "", rows));
    if (table.columns.empty()) return inner;
    return fmt::format(
        "<details class=\"fold\"><summary>Settings that differ from their defaults ({})"
        "</summary>\n{}</details>\n",
        settings.size(), inner);
}

std::string change_row(const Change& change) {
    return fmt::format(
        "<tr><td>{}</td><td>{}</td><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td>"
        "</tr>\n",
        escaped(change.act), escaped(change.kind), name_markup(change.name), escaped(change.site),
        change.field.empty() ? "" : fmt::format("<code>{}</code>", escaped(change.field)),
        escaped(change.before), escaped(change.after));
}

}  // namespace

std::string table_markup(const Table& table) {
    std::string markup;
    if (!table.note.empty()) markup += fmt::format("<p>{}</p>\n", escaped(table.note));
    if (table.objects.empty()) return markup + "<p class=\"none\">None.</p>\n";
    if (!table.columns.empty()) markup += objects_markup(table);
    const std::string settings = settings_markup(table);
    if (table.columns.empty() && settings.empty())
        markup += "<p class=\"none\">Every setting with a known default has it.</p>\n";
    return markup + settings;
}

std::string comparison_markup(const Comparison& comparison) {
    std::string markup = fmt::format("<p>Compared with {}.</p>\n", escaped(comparison.with));
    if (comparison.changes.empty()) return markup + "<p class=\"none\">Nothing has changed.</p>\n";
    std::string rows;
    for (const Change& change : comparison.changes) rows += change_row(change);
    return markup +
           framed(
               "changes", fmt::format("Changes ({})", comparison.changes.size()),
               "<thead><tr><th scope=\"col\">Act</th><th scope=\"col\">Kind</th><th scope=\"col\">Name</th>"
               "<th scope=\"col\">Site</th><th scope=\"col\">Setting</th><th scope=\"col\">Before</th>"
               "<th scope=\"col\">After</th></tr></thead>\n<tbody>\n" +
                   rows + "</tbody>");
}

}  // namespace rasctl::inventory
