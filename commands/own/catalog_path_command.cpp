#include "commands/line/exit_code.hpp"
#include "commands/line/operands.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/catalog/catalog_source.hpp"
#include "commands/run/catalog/named_catalog.hpp"
#include "commands/run/context.hpp"
#include "error/try.hpp"

namespace rasctl::commands {
namespace {

constexpr std::string_view catalog_path_summary = "Print the file of the catalogue in force";

Usage catalog_path_usage() {
    return {.name = "catalog path",
            .summary = std::string(catalog_path_summary),
            .description =
                "Prints where the compiled catalogue lies that --catalog names or that was imported; "
                "--catalog takes it again. Prints nothing where the built-in catalogue is in force.",
            .examples = {"rasctl catalog path", "rasctl catalog path --catalog ras-openapi.json"}};
}

Result<ExitCode> run_catalog_path(Context& context, const Arguments& arguments) {
    TRY(operands(catalog_path_usage(), arguments, 0, 0));
    const std::string named = context.settings().text(config::SettingId::catalog);
    std::error_code ignored;
    const auto file = named.empty() ? imported_file(context) : image_of_named(context, named);
    if (file.empty() || !std::filesystem::exists(file, ignored)) {
        context.note("the built-in catalogue is in force: it is part of rasctl");
        return ends_with(ExitCode::done);
    }
    TRY(context.streams().out().write(file.string() + "\n"));
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten catalog_path_command{"catalog path", catalog_path_summary, "Tools",
                                              catalog_path_usage, run_catalog_path};

}  // namespace rasctl::commands
