#include "commands/line/plugin.hpp"
#include "commands/tool_commands.hpp"

namespace rasctl::commands {
namespace {

constexpr std::string_view executable = "rasctl-simulate";

Usage usage() {
    return {.name = "simulate",
            .summary = "Run a farm in a box to learn and to test scripts",
            .description =
                "The simulator is a program of its own, rasctl-simulate; its options are those of "
                "`rasctl-simulate --help`.",
            .examples = {"rasctl simulate --listen :0 --farm demo"}};
}

Result<ExitCode> run(Context& context, const Arguments&) {
    const auto found = find_companion(context.environment(), std::string(executable));
    if (!found)
        return Error{.exit_code = ExitCode::usage,
                     .what = "cannot find rasctl-simulate",
                     .why = "it is neither beside rasctl nor on PATH",
                     .hint = "install the whole package"};
    return run_plugin(context, *found, context.words, "simulate");
}

}  // namespace

const HandWritten simulate_command{
    "simulate", "Run a farm in a box to learn and to test scripts", "Tools", usage, run, true};

}  // namespace rasctl::commands
