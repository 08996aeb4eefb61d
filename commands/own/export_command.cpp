// The farm as files.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "commands/line/exit_code.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/context.hpp"
#include "commands/run/farm/farm_documents.hpp"
#include "commands/run/result_output.hpp"
#include "config/atomic_file.hpp"
#include "error/try.hpp"
#include "state/folder.hpp"
#include "state/unshown.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;

constexpr std::string_view export_summary = "Write the farm's configuration as YAML";

Usage export_usage() {
    return {
        .name = "export",
        .summary = std::string(export_summary),
        .description =
            "Every object that the API can read and write, one document each: kind, metadata (name, site) "
            "and "
            "spec (its fields and parts). References and enumerations are written by name, what only the "
            "server sets is left out, secrets are never written. Two exports of an unchanged farm are the "
            "same to the byte.\n\n"
            "Into a folder it writes a file an object, below a folder a site and kind; files of objects that "
            "are gone are removed if an earlier export wrote them. NOUN chooses kinds (\"rds host\"), --site "
            "one site. Put it back with 'rasctl apply', compare it with 'rasctl diff'.",
        .positionals = {{.placeholder = "NOUN",
                         .help = "kinds to write, as on the command line; all without",
                         .required = false,
                         .several = true}},
        .options = {{.name = "output",
                     .placeholder = "DIR|FILE|-",
                     .help = "folder, file that ends in .yaml, or - for stdout",
                     .group = "Files",
                     .short_name = "o",
                     .default_text = "-",
                     .values = Values::file},
                    {.name = "minimal",
                     .placeholder = "",
                     .help = "leave out defaults and what an inheritance switch leaves without effect",
                     .group = "Files"},
                    {.name = "left-out",
                     .placeholder = "",
                     .help = "list what no document holds though it can be written, and why",
                     .group = "Files"},
                    {.name = "stamp",
                     .placeholder = "",
                     .help = "say at the top of each file when it was written, from which farm",
                     .group = "Files"},
                    {.name = "schema",
                     .placeholder = "PLACE",
                     .help = "name at the top of each file the schema that editors check it by: a URL, or a "
                             "path from the file to what 'rasctl explain --schema' has written",
                     .group = "Files"}},
        .examples = {"rasctl export -o farm/", "rasctl export rds host policy -o -",
                     "rasctl export --site 1 --minimal -o site.yaml", "rasctl export --left-out"}};
}

std::string header_of(const FarmDocuments& farm, bool stamped, const std::string& endpoint) {
    if (!stamped) return {};
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(now));
    const std::chrono::hh_mm_ss time(now - std::chrono::floor<std::chrono::days>(now));
    return fmt::format("# {}, version {}, {:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z\n",
                       terminal::sanitize(endpoint), farm.version, static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       time.hours().count(), time.minutes().count(), time.seconds().count());
}

// The line by which YAML language servers find a schema; nothing where none is named.
Result<std::string> schema_line(const Arguments& arguments) {
    const auto place = arguments.last("schema");
    if (!place) return std::string();
    if (place->find_first_not_of(' ') == std::string::npos || !terminal::is_safe(*place))
        return Error{.exit_code = ExitCode::usage,
                     .what = "--schema",
                     .why = "it names no place: it is empty, or of more than one line",
                     .hint = "rasctl export --schema ../../.schema.json -o farm/"};
    return fmt::format("# yaml-language-server: $schema={}\n", *place);
}

// Whether this export would have written a document of that key, had the farm such an object.
bool covers(const FarmDocuments& farm, const FarmChoice& choice, const std::string& site,
            const state::Key& key) {
    const state::Reading reading{.kinds = choice.nouns, .sites = {}, .at_once = 1, .on_progress = {}};
    const state::Kind* kind = farm.kinds->find(key.kind);
    const auto unread = [&](const std::pair<std::string, std::string>& one) {
        return one.first == key.kind || one.first.starts_with(key.kind + " ");
    };
    if (kind == nullptr || !reading.wants(*kind) || std::ranges::any_of(farm.snapshot.not_read, unread))
        return false;
    return site.empty() || key.site == site;
}

bool is_file(const std::string& place) {
    const std::string end = std::filesystem::path(place).extension().string();
    std::error_code ignored;
    return (end == ".yaml" || end == ".yml") && !std::filesystem::is_directory(place, ignored);
}

Result<> write(Context& context, FarmDocuments& farm, const FarmChoice& choice, const Arguments& arguments,
               const std::string& header) {
    auto documents = farm.take_exported(arguments.on("minimal"));
    const std::string place = arguments.last("output").value_or("-");
    if (place != "-" && !is_file(place)) {
        std::string site;
        for (const state::Document& document : documents)
            if (context.settings().is_set(config::SettingId::site) && !document.key.site.empty())
                site = document.key.site;
        const auto covered = [&](const state::Key& key) { return covers(farm, choice, site, key); };
        const std::size_t count = documents.size();
        TRY_LET(auto change, state::write_folder(place, std::move(documents), header, covered));
        context.note(fmt::format("{} documents in {}: {} written, {} unchanged, {} removed", count,
                                 terminal::sanitize(place), change.written, change.unchanged,
                                 change.removed));
        return {};
    }
    std::string text = header;
    for (state::Document& document : documents) text += state::write_document(std::move(document));
    if (place == "-") return context.streams().out().write(text);
    return config::write_atomically(place, text, config::Symlinks::follow);
}

// Nouns and fields that can be written and that no export holds.
Result<ExitCode> list_left_out(Context& context) {
    const state::Kinds kinds(context.catalog(), 0);
    json::Array rows;
    for (const state::LeftOut& one : kinds.left_out()) {
        json::Object row;
        row.append("noun", one.noun);
        row.append("field", json::Value());
        row.append("why", one.reason);
        rows.emplace_back(std::move(row));
    }
    for (const state::UnshownField& one : state::unshown_fields(kinds)) {
        json::Object row;
        row.append("noun", one.noun);
        row.append("field", one.field);
        row.append("why", one.reason);
        rows.emplace_back(std::move(row));
    }
    const output::Shape shape{.identity = "noun", .default_columns = {"noun", "field", "why"}};
    TRY(show_value(context, shape, std::move(rows)));
    return ends_with(ExitCode::done);
}

Result<ExitCode> run_export(Context& context, const Arguments& arguments) {
    if (arguments.last("output") == "")
        return Error{.exit_code = ExitCode::usage,
                     .what = "--output is empty",
                     .why = "it says where the documents go",
                     .hint = "rasctl export -o farm/"};
    if (arguments.on("left-out")) return list_left_out(context);
    TRY_LET(auto nouns, nouns_of_words(context.catalog(), "export", arguments.targets()));
    TRY_LET(const auto schema, schema_line(arguments));
    const FarmChoice choice{.nouns = nouns, .sites = {}};
    FarmDocuments farm;
    std::string endpoint;
    TRY(context.run([&]() -> asio::awaitable<Result<>> {
        CO_TRY_LET(auto read, co_await read_farm(context, choice));
        farm = std::move(read);
        endpoint = (*context.session())->endpoint();
        co_return Result<>{};
    }));
    const std::string header = schema + header_of(farm, arguments.on("stamp"), endpoint);
    TRY(write(context, farm, choice, arguments, header));
    return ends_with(farm.snapshot.not_read.empty() ? ExitCode::done : ExitCode::some_failed);
}

}  // namespace

extern const HandWritten export_command{"export",   export_summary, "Files", export_usage,
                                        run_export, false,          false,   Changes::this_machine};

}  // namespace rasctl::commands
