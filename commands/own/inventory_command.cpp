// The whole farm as one document: a page for a browser, Markdown for a wiki, or JSON.
#include <fmt/format.h>

#include <optional>

#include "commands/line/exit_code.hpp"
#include "commands/line/operands.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/context.hpp"
#include "commands/run/inventory/farm_reading.hpp"
#include "commands/run/inventory/former_document.hpp"
#include "commands/run/inventory/inventory_document.hpp"
#include "commands/run/result_output.hpp"
#include "error/try.hpp"
#include "inventory/html_page.hpp"
#include "inventory/markdown.hpp"
#include "json/writer.hpp"
#include "system/named_file.hpp"
#include "text/ascii.hpp"
#include "text/moment.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using config::SettingId;

constexpr std::string_view inventory_summary = "Document the whole farm on one page";
constexpr const char* group = "Document";

Usage inventory_usage() {
    return {
        .name = "inventory",
        .summary = std::string(inventory_summary),
        .description =
            "Sites, servers with their states, pools, templates, what is published and who reaches it, "
            "policies in their order, certificates, sessions by host, settings that differ from their "
            "defaults, what may wait for 'settings apply', and what could not be read.\n\n"
            "The page of HTML needs no network and no other file. It has charts, a search and folding, and "
            "is made for screens, paper and screen readers. Secrets are left out, and whoever has a session "
            "is "
            "counted, not named. Servers, administrators, accounts in rules and users who own a desktop are "
            "named: keep it as you keep the farm's settings.\n\n"
            "Sends one request for each kind of object and each group of settings, a site at a time, and one "
            "for each published item. Where the server allows 50 requests in 10 seconds, two sites with 120 "
            "items take two minutes.",
        .options = {{.name = "output",
                     .placeholder = "FORMAT",
                     .help = "html, markdown or json; by the ending of --output-file where that is given",
                     .group = group,
                     .short_name = "o",
                     .default_text = "html",
                     .choices = {"html", "markdown", "json"},
                     .values = Values::choices},
                    {.name = "output-file",
                     .placeholder = "FILE",
                     .help = "write to a new file instead of stdout",
                     .group = group,
                     .values = Values::file},
                    {.name = "since",
                     .placeholder = "PLACE",
                     .help =
                         "also tell what has changed since an earlier 'rasctl inventory -o json', or since "
                         "a 'rasctl export'",
                     .group = group,
                     .values = Values::file},
                    {.name = "stamp",
                     .placeholder = {},
                     .help = "tell when the farm was read; without it an unchanged farm gives the same bytes",
                     .group = group,
                     .default_text = "true",
                     .boolean = true}},
        .examples = {"rasctl inventory --output-file farm.html", "rasctl inventory -o markdown",
                     "rasctl inventory -o json --no-stamp",
                     "rasctl inventory --output-file today.html --since farm.json",
                     "rasctl inventory -o markdown --since farm/"}};
}

enum class Form { html, markdown, json };

std::optional<Form> form_named(std::string_view name) {
    if (equal_ignoring_case(name, "html") || equal_ignoring_case(name, "htm")) return Form::html;
    if (equal_ignoring_case(name, "markdown") || equal_ignoring_case(name, "md")) return Form::markdown;
    if (equal_ignoring_case(name, "json")) return Form::json;
    return std::nullopt;
}

Error page_on_terminal() {
    return {.exit_code = ExitCode::usage,
            .what = "a page of HTML is for a browser",
            .why = "stdout is a terminal",
            .hint = "rasctl inventory --output-file farm.html, or rasctl inventory -o markdown"};
}

// What to write: as asked for, else as the file is called, else a page.
Result<Form> form_of(Context& context, const Arguments& arguments) {
    if (context.settings().is_set(SettingId::jq)) return Form::json;
    if (const auto named = arguments.last("output")) {
        if (const auto form = form_named(*named)) return *form;
        return Error{.exit_code = ExitCode::usage,
                     .what = fmt::format("an inventory has no form '{}'", *named),
                     .why = "it is html, markdown or json",
                     .hint = "rasctl inventory --help"};
    }
    const std::string file = arguments.last("output-file").value_or("-");
    if (const auto dot = file.rfind('.'); file != "-" && dot != std::string::npos)
        if (const auto form = form_named(std::string_view(file).substr(dot + 1))) return *form;
    return Form::html;
}

std::string text_of_form(const inventory::Document& document, Form form) {
    switch (form) {
        case Form::markdown:
            return inventory::markdown(document);
        case Form::json:
            return json::write(inventory::to_json(document), json::Style::pretty) + "\n";
        default:
            return inventory::html_page(document);
    }
}

// The file is opened before anything is asked, so that what cannot be written is told at once.
Result<std::optional<system::NamedFile>> file_of(const Arguments& arguments) {
    const std::string name = arguments.last("output-file").value_or("-");
    if (name == "-") return std::optional<system::NamedFile>();
    if (name.empty())
        return Error{.exit_code = ExitCode::usage, .what = "--output-file", .why = "it names no file"};
    TRY_LET(auto file, system::NamedFile::open(name, system::Existing::refuse, 0600));
    return std::optional<system::NamedFile>(std::move(file));
}

Result<> write_document(Context& context, const inventory::Document& document, Form form,
                        std::optional<system::NamedFile>& file) {
    if (context.settings().is_set(SettingId::jq) && !file)
        return show_value(context, {}, inventory::to_json(document));
    const std::string text = text_of_form(document, form);
    if (!file) {
        if (form == Form::markdown) context.page_output();
        return context.streams().out().write(text);
    }
    TRY(file->write(text));
    return file->finish();
}

void tell_what_is_missing(Context& context, const inventory::Document& document) {
    if (document.not_read.empty()) return;
    context.note(fmt::format("rasctl: {} parts of the farm could not be read; the document names them",
                             document.not_read.size()));
}

Result<ExitCode> run_inventory(Context& context, const Arguments& arguments) {
    TRY(operands(inventory_usage(), arguments, 0, 0));
    TRY_LET(const auto form, form_of(context, arguments));
    const bool uses_jq = context.settings().is_set(SettingId::jq);
    if (uses_jq) TRY(check_output(context));
    TRY_LET(auto file, file_of(arguments));
    if (form == Form::html && !file && context.streams().output_is_terminal()) return page_on_terminal();
    std::optional<FormerDocument> former;
    if (const auto since = arguments.last("since")) {
        TRY_LET(auto read, read_former_document(context, *since));
        former = std::move(read);
    }
    std::optional<inventory::Document> document;
    TRY(context.run([&]() -> asio::awaitable<Result<>> {
        CO_TRY_LET(auto reading, co_await read_whole_farm(context));
        const bool is_stamped = arguments.last("stamp") != "false";
        document = inventory_document(reading, is_stamped ? moment_text(moment_now()) : std::string());
        if (!former) co_return Result<>{};
        co_return co_await compare_with_former(context, *former, *document);
    }));
    TRY(write_document(context, *document, form, file));
    tell_what_is_missing(context, *document);
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten inventory_command{"inventory",     inventory_summary,    "Farm",
                                           inventory_usage, run_inventory,        false,
                                           false,           Changes::this_machine};

}  // namespace rasctl::commands
