#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "commands/line/command_path.hpp"
#include "commands/line/exit_code.hpp"
#include "commands/line/operands.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/context.hpp"
#include "commands/run/manual/manual_page.hpp"
#include "commands/run/manual/manual_text.hpp"
#include "config/child_process.hpp"
#include "error/try.hpp"
#include "system/named_file.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

constexpr std::string_view man_summary = "Show a page of the manual";
constexpr int widest_page = 100;

Usage man_usage() {
    return {.name = "man",
            .summary = std::string(man_summary),
            .description =
                "Without a word: rasctl(1). PAGE is config, output, recipes or simulate; NOUN is a "
                "noun or a command, for the page that the package installs as rasctl-NOUN(1). "
                "Pages are shown by mandoc or man; where neither is there, as mdoc source.",
            .positionals = {{.placeholder = "PAGE|NOUN",
                             .help = "words behind a noun lead to the noun's page",
                             .required = false,
                             .several = true}},
            .options = {{.name = "output-dir",
                         .placeholder = "DIR",
                         .help = "Write all pages into this folder instead, for packages",
                         .group = "Options",
                         .values = Values::directory}},
            .examples = {"rasctl man", "rasctl man output", "rasctl man gateway"}};
}

// Generated pages carry the date of the main one, so that a build is reproducible.
std::string_view date_of_manual() {
    std::string_view text = manual_texts().front().source;
    constexpr std::string_view macro = ".Dd ";
    const auto at = text.find(macro);
    if (at == std::string_view::npos) return {};
    text.remove_prefix(at + macro.size());
    return text.substr(0, text.find('\n'));
}

Result<std::string> page_source(const catalog::Catalog& catalog, const std::string& name) {
    if (const ManualText* page = find_manual_text(name)) return std::string(page->source);
    constexpr std::string_view prefix = "rasctl-";
    const std::string topic = name.starts_with(prefix) ? name.substr(prefix.size()) : name;
    // Aliases and the words below a noun lead to the noun's page.
    const CommandPath path = find_noun(catalog, {topic});
    const std::string known = path.hand_written != nullptr ? std::string(path.hand_written->name) : path.noun;
    const auto topics = manual_topics(catalog);
    if (std::ranges::find(topics, known) != topics.end())
        return manual_page(catalog, known, date_of_manual());
    return Error{.exit_code = ExitCode::not_found,
                 .what = fmt::format("there is no manual page '{}'", terminal::sanitize(name)),
                 .why = "pages are config, output, recipes, simulate, and one for each noun",
                 .hint = "rasctl man"};
}

std::size_t glyph_size(std::string_view text) {
    std::size_t size = 1;
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
    return size;
}

// What is struck over another, as bold and underlined text is on paper, in the palette's way.
std::string without_overstrikes(std::string_view text, const terminal::Palette& palette) {
    std::string out, run;
    bool emphasized = false;
    const auto end_run = [&] {
        out += emphasized ? palette.bold(std::exchange(run, {})) : std::exchange(run, {});
    };
    while (!text.empty()) {
        std::string_view glyph = text.substr(0, glyph_size(text));
        bool struck = false;
        text.remove_prefix(glyph.size());
        while (text.size() > 1 && text.front() == '\b') {
            struck = true;
            text.remove_prefix(1);
            glyph = text.substr(0, glyph_size(text));
            text.remove_prefix(glyph.size());
        }
        if (struck != emphasized) end_run();
        emphasized = struck;
        run += glyph;
    }
    end_run();
    return out;
}

// The page as text; nothing when this machine has no program to lay it out.
std::optional<std::string> laid_out(Context& context, const std::string& source) {
    const int width = std::min(context.streams().output_width(), widest_page) - 2;
    const std::string command = fmt::format(
        "if command -v mandoc >/dev/null; then exec mandoc -Tutf8 -O width={0}; fi\n"
        "command -v man >/dev/null && MANPAGER=cat MANWIDTH={0} exec man -l -",
        std::max(width, 30));
    const auto outcome = config::run({.command = command,
                                      .input = source,
                                      .environment = context.environment(),
                                      .most_output = std::size_t{16} * 1024 * 1024});
    // mandoc's exit code tells of the page's style as well; what counts is that there is text.
    if (!outcome || outcome->end != config::ChildEnd::exited || outcome->output.expose().empty())
        return std::nullopt;
    return std::string(outcome->output.expose());
}

// Pages of an earlier run are replaced; a mode for everybody, as packages want it.
Result<> write_page(const std::filesystem::path& file, std::string_view text) {
    return system::write_named_file(file, text, system::Existing::replace, 0666);
}

Result<> write_pages(Context& context, const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    for (const ManualText& page : manual_texts()) {
        const auto file = folder / fmt::format("{}.{}", page.name, page.section);
        if (auto written = write_page(file, page.source); !written) return written;
    }
    for (const std::string& topic : manual_topics(context.catalog())) {
        const auto file = folder / fmt::format("rasctl-{}.1", topic);
        const auto text = manual_page(context.catalog(), topic, date_of_manual());
        if (auto written = write_page(file, text); !written) return written;
    }
    return {};
}

Result<ExitCode> run_man(Context& context, const Arguments& arguments) {
    TRY(operands(man_usage(), arguments, 0, 8));
    if (const auto folder = arguments.last("output-dir")) {
        TRY(write_pages(context, *folder));
        return ends_with(ExitCode::done);
    }
    TRY_LET(
        const auto source,
        page_source(context.catalog(), arguments.targets().empty() ? "rasctl" : arguments.targets().front()));
    std::string text = laid_out(context, source).value_or(source);
    text = without_overstrikes(text, context.streams().output_palette());
    context.page_output();
    TRY(context.streams().out().write(text));
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten man_command{"man", man_summary, "Tools", man_usage, run_man};

}  // namespace rasctl::commands
