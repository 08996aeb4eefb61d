#include <fmt/format.h>

#include "catalog/comparison.hpp"
#include "commands/line/exit_code.hpp"
#include "commands/line/operands.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/catalog/catalog_source.hpp"
#include "commands/run/catalog/named_catalog.hpp"
#include "commands/run/context.hpp"
#include "commands/run/result_output.hpp"
#include "error/try.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

using catalog::Catalog;
using catalog::Difference;

constexpr std::string_view catalog_diff_summary = "Show how another description of the API differs";

Usage catalog_diff_usage() {
    return {.name = "catalog diff",
            .summary = std::string(catalog_diff_summary),
            .description =
                "Compares FILE, or the imported catalogue without one, with the built-in catalogue; or the "
                "second FILE with the first. Ends with 10 when they differ.",
            .positionals = {{.placeholder = "FILE",
                             .help = "a file, - for stdin, or a URL; one or two",
                             .values = Values::file,
                             .required = false,
                             .several = true}},
            .options = {{.name = "markdown",
                         .placeholder = "",
                         .help = "print a table for a document in Markdown",
                         .group = "Output"}},
            .examples = {"rasctl catalog diff ras-openapi.json",
                         "rasctl catalog diff ras-openapi.json --markdown",
                         "rasctl catalog diff --where change=dropped"}};
}

// "GatewayMode value 3: Normal -> Plain".
std::string detail_of(const Difference& one) {
    if (one.change != "changed") {
        const std::string& value = one.after.empty() ? one.before : one.after;
        return value.empty() ? one.part : fmt::format("{} {}", one.part, value);
    }
    const auto shown = [](const std::string& text) { return text.empty() ? "none" : text; };
    return fmt::format("{}: {} -> {}", one.part, shown(one.before), shown(one.after));
}

json::Object row_of(const Difference& one) {
    json::Object row;
    row.append("change", one.change);
    row.append("command", one.operation.command().name());
    row.append("method", one.operation.method());
    row.append("path", one.operation.path());
    row.append("detail", detail_of(one));
    row.append("before", one.before.empty() ? json::Value() : json::Value(one.before));
    row.append("after", one.after.empty() ? json::Value() : json::Value(one.after));
    return row;
}

Result<> show_rows(Context& context, const std::vector<Difference>& found) {
    const output::Shape shape{.identity = "path",
                              .id = "path",
                              .default_columns = {"change", "command", "method", "path", "detail"}};
    TRY_LET(auto renderer, make_renderer(context, shape));
    for (const Difference& one : found) {
        TRY_LET(auto more, renderer.row(row_of(one)));
        if (!more) break;
    }
    return renderer.finish();
}

// A cell of a Markdown table: one line, and no bar that would end it.
std::string cell(std::string_view text) {
    std::string out;
    for (const char c : terminal::sanitize(text)) {
        if (c == '|' || c == '\\') out += '\\';
        out += c == '\n' ? ' ' : c;
    }
    return out;
}

Result<> show_markdown(Context& context, const std::vector<Difference>& found) {
    std::string text = "| change | command | operation | detail |\n|---|---|---|---|\n";
    for (const Difference& one : found)
        text +=
            fmt::format("| {} | `{}` | `{} {}` | {} |\n", one.change, cell(one.operation.command().name()),
                        one.operation.method(), cell(one.operation.path()), cell(detail_of(one)));
    return context.streams().out().write(text);
}

using Held = std::shared_ptr<const Catalog>;

// The catalogue imported for the context, or a failure that says how to name another.
Result<Held> imported_one(Context& context) {
    auto imported = load_imported(context);
    if (!imported || *imported) return imported;
    return Error{.exit_code = ExitCode::usage,
                 .what = "'catalog diff'",
                 .why = "no catalogue was imported, and no FILE is given",
                 .hint = "rasctl catalog diff FILE"};
}

Result<ExitCode> run_catalog_diff(Context& context, const Arguments& arguments) {
    TRY_LET(const auto words, operands(catalog_diff_usage(), arguments, 0, 2));
    Held first;
    if (words.size() == 2) {
        TRY_LET(auto opened, open_named_catalog(context, words.front()));
        first = std::move(opened);
    }
    TRY_LET(const auto second,
            words.empty() ? imported_one(context) : open_named_catalog(context, words.back()));
    const auto found = catalog::differences(first ? *first : Catalog::built_in(), *second);
    TRY(arguments.on("markdown") ? show_markdown(context, found) : show_rows(context, found));
    return ends_with(found.empty() ? ExitCode::done : ExitCode::differences);
}

}  // namespace

extern const HandWritten catalog_diff_command{"catalog diff", catalog_diff_summary, "Tools",
                                              catalog_diff_usage, run_catalog_diff};

}  // namespace rasctl::commands
