#include <fmt/format.h>

#include <filesystem>

#include "commands/catalog/catalog_source.hpp"
#include "commands/exit_code.hpp"
#include "commands/line/operands.hpp"
#include "commands/tool_commands.hpp"

namespace rasctl::commands {
namespace {

constexpr std::string_view summary = "Go back to the built-in description of the API";

Usage usage() {
    return {.name = "catalog reset",
            .summary = std::string(summary),
            .examples = {"rasctl catalog reset", "rasctl catalog reset --context lab"}};
}

Result<ExitCode> run(Context& context, const Arguments& arguments) {
    if (auto none = operands(usage(), arguments, 0, 0); !none) return none.error();
    const auto file = imported_file(context);
    std::error_code failure;
    const bool removed = std::filesystem::remove(file, failure);
    if (failure)
        return Error{
            .exit_code = ExitCode::usage, .what = "cannot remove " + file.string(), .why = failure.message()};
    context.note(removed ? "the built-in catalogue is in force again"
                         : "no catalogue was imported: the built-in one is in force");
    return ends_with(ExitCode::done);
}

}  // namespace

const HandWritten catalog_reset_command{"catalog reset", summary, "Tools", usage, run};

}  // namespace rasctl::commands
