#include "commands/line/exit_code.hpp"
#include "commands/line/operands.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/catalog/catalog_file.hpp"
#include "commands/run/catalog/catalog_source.hpp"
#include "commands/run/context.hpp"
#include "error/try.hpp"

namespace rasctl::commands {
namespace {

constexpr std::string_view catalog_reset_summary = "Go back to the built-in description of the API";

Usage catalog_reset_usage() {
    return {.name = "catalog reset",
            .summary = std::string(catalog_reset_summary),
            .examples = {"rasctl catalog reset", "rasctl catalog reset --context lab"}};
}

Result<ExitCode> run_catalog_reset(Context& context, const Arguments& arguments) {
    TRY(operands(catalog_reset_usage(), arguments, 0, 0));
    TRY_LET(const auto removed, remove_catalog_file(imported_file(context)));
    context.note(removed ? "the built-in catalogue is in force again"
                         : "no catalogue was imported: the built-in one is in force");
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten catalog_reset_command{
    "catalog reset", catalog_reset_summary, "Tools", catalog_reset_usage, run_catalog_reset, false,
    false,           Changes::this_machine};

}  // namespace rasctl::commands
