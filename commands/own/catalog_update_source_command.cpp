#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "catalog/compiler/source_update.hpp"
#include "commands/line/exit_code.hpp"
#include "commands/line/operands.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/context.hpp"
#include "commands/run/result_output.hpp"
#include "commands/run/text_file.hpp"
#include "config/atomic_file.hpp"
#include "error/try.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "json/yaml.hpp"

namespace rasctl::commands {
namespace {

namespace fs = std::filesystem;
using catalog::compiler::Document;
using catalog::compiler::SourceChanges;

constexpr std::string_view update_source_summary = "Bring rasctl's own sources up to the vendor's file";

Usage update_source_usage() {
    return {
        .name = "catalog update-source",
        .summary = std::string(update_source_summary),
        .description =
            "For maintainers of rasctl: merges what FILE knows into the OpenAPI documents of DIR "
            "(lib/catalog/api), marks it with the evidence 'vendor', and lists what was added, what FILE "
            "contradicts, and what it does not tell. --dry-run writes nothing.",
        .positionals = {{.placeholder = "FILE",
                         .help = "the vendor's description, JSON or YAML",
                         .values = Values::file},
                        {.placeholder = "DIR", .help = "the folder of documents", .values = Values::file}},
        .examples = {"rasctl catalog update-source ras-openapi.json lib/catalog/api --dry-run"}};
}

Error cannot_use(const std::string& file, const Error& error) {
    return {.exit_code = ExitCode::invalid, .what = "cannot use " + file, .why = error.why};
}

Result<Document> read_document(Context& context, const std::string& file) {
    TRY_LET(auto text, read_text_file(context, file));
    auto content = json::parse_json_or_yaml(text);
    if (!content) return cannot_use(file, content.error());
    return Document{.name = fs::path(file).filename().string(), .content = std::move(*content)};
}

Result<std::vector<Document>> read_documents(Context& context, const std::string& folder) {
    std::vector<std::string> files;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(folder, failure))
        if (entry.path().extension() == ".json") files.push_back(entry.path().string());
    if (failure || files.empty())
        return Error{.exit_code = ExitCode::usage,
                     .what = "cannot use the folder " + folder,
                     .why = failure ? failure.message() : "it holds no .json file"};
    std::ranges::sort(files);
    std::vector<Document> documents;
    for (const std::string& file : files) {
        TRY_LET(auto document, read_document(context, file));
        documents.push_back(std::move(document));
    }
    return documents;
}

// As the documents are written: one space for each level.
std::string with_narrow_indent(const std::string& pretty) {
    std::string out;
    for (std::size_t at = 0; at < pretty.size();) {
        const auto text = std::min(pretty.find_first_not_of(' ', at), pretty.size());
        out.append((text - at) / 2, ' ');
        const auto end = std::min(pretty.find('\n', text), pretty.size() - 1);
        out.append(pretty, text, end + 1 - text);
        at = end + 1;
    }
    return out + "\n";
}

Result<> show(Context& context, const SourceChanges& changes) {
    const output::Shape shape{.identity = "part", .id = "part", .default_columns = {"change", "part"}};
    TRY_LET(auto renderer, make_renderer(context, shape));
    const std::pair<std::string_view, const std::vector<std::string>&> kinds[] = {
        {"contradicted", changes.contradicted}, {"added", changes.added}, {"not told", changes.not_told}};
    for (const auto& [change, parts] : kinds)
        for (const std::string& part : parts) {
            json::Object row;
            row.append("change", change);
            row.append("part", part);
            TRY_LET(auto more, renderer.row(std::move(row)));
            if (!more) return renderer.finish();
        }
    return renderer.finish();
}

Result<ExitCode> run_update_source(Context& context, const Arguments& arguments) {
    TRY_LET(const auto words, operands(update_source_usage(), arguments, 2, 2));
    const std::string& folder = words.back();
    TRY_LET(const auto vendor, read_document(context, words.front()));
    TRY_LET(auto documents, read_documents(context, folder));
    const std::vector<Document> before = documents;
    TRY_LET(auto changes,
            catalog::compiler::update_sources({.name = {}, .content = vendor.content}, documents));
    const bool dry = context.settings().on(config::SettingId::dry_run);
    for (std::size_t i = 0; i < documents.size() && !dry; ++i) {
        const Document& document = documents[i];
        if (document.content == before[i].content) continue;
        auto written = config::write_atomically(
            fs::path(folder) / document.name,
            with_narrow_indent(json::write(document.content, json::Style::pretty)), config::Symlinks::follow);
        if (!written) return written.error();
    }
    TRY(show(context, changes));
    context.note(fmt::format(
        "{} operations are as they were, {} parts were added, {} are contradicted, {} not told",
        changes.confirmed, changes.added.size(), changes.contradicted.size(), changes.not_told.size()));
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten catalog_update_source_command{"catalog update-source",
                                                       update_source_summary,
                                                       "Tools",
                                                       update_source_usage,
                                                       run_update_source,
                                                       false,
                                                       false,
                                                       Changes::this_machine,
                                                       true};

}  // namespace rasctl::commands
