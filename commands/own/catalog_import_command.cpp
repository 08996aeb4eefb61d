#include <fmt/format.h>

#include "commands/line/exit_code.hpp"
#include "commands/line/operands.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/catalog/catalog_file.hpp"
#include "commands/run/catalog/catalog_source.hpp"
#include "commands/run/catalog/server_description.hpp"
#include "commands/run/context.hpp"
#include "config/atomic_file.hpp"
#include "error/try.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

constexpr std::string_view catalog_import_summary = "Use another description of the API from now on";
// More remarks than this tell a person nothing that `catalog diff` does not tell better.
constexpr std::size_t most_remarks = 20;

Usage catalog_import_usage() {
    return {.name = "catalog import",
            .summary = std::string(catalog_import_summary),
            .description =
                "Reads an OpenAPI 3.0 or 3.1 description, JSON or YAML, and makes its commands those of the "
                "context in force. What it does not say of operations that rasctl knows is kept.",
            .positionals = {{.placeholder = "FILE",
                             .help = "a file, - for stdin, or a URL",
                             .values = Values::file,
                             .required = false}},
            .options = {{.name = "from-server",
                         .placeholder = "",
                         .help = "take the description that the context's own server offers",
                         .group = "Request"},
                        {.name = "report",
                         .placeholder = "FILE",
                         .help = "write every remark into this file, a line each",
                         .group = "Output",
                         .values = Values::file}},
            .examples = {"rasctl catalog import ras-openapi.json",
                         "rasctl catalog import ras-openapi.json --report remarks.txt"}};
}

void tell_remarks(Context& context, const LoadedCatalog& loaded) {
    for (std::size_t i = 0; i < loaded.remarks.size() && i < most_remarks; ++i)
        context.note("rasctl: " + terminal::sanitize(loaded.remarks[i]));
    if (loaded.remarks.size() > most_remarks)
        context.note(fmt::format("rasctl: and {} more like these; --report FILE writes them all",
                                 loaded.remarks.size() - most_remarks));
    const std::string name = context.settings().context();
    context.note(
        fmt::format("imported {} operations as {} commands for {}", loaded.catalog->operations().size(),
                    loaded.catalog->commands().size(),
                    name.empty() ? "use without a context" : "the context " + terminal::sanitize(name)));
}

Result<> write_report(const std::string& file, const LoadedCatalog& loaded) {
    std::string text;
    for (const std::string& remark : loaded.remarks) text += terminal::sanitize(remark) + "\n";
    return config::write_atomically(file, text, config::Symlinks::follow);
}

Result<ExitCode> run_catalog_import(Context& context, const Arguments& arguments) {
    const bool from_server = arguments.on("from-server");
    const std::size_t files = from_server ? 0 : 1;
    TRY_LET(const auto words, operands(catalog_import_usage(), arguments, files, files));
    TRY_LET(const auto loaded,
            from_server ? description_of_server(context) : compile_description(context, words.front()));
    if (const auto report = arguments.last("report")) TRY(write_report(*report, loaded));
    if (!context.settings().on(config::SettingId::dry_run)) {
        const auto file = imported_file(context);
        if (context.paths().cache_directory.empty()) return config::no_folder();
        auto written = write_catalog_file(file, loaded.bytes);
        if (!written) return written.error();
    }
    tell_remarks(context, loaded);
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten catalog_import_command{"catalog import",
                                                catalog_import_summary,
                                                "Tools",
                                                catalog_import_usage,
                                                run_catalog_import,
                                                false,
                                                false,
                                                Changes::this_machine,
                                                true};

}  // namespace rasctl::commands
