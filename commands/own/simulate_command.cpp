#include "commands/line/command_path.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/context.hpp"
#include "commands/run/start/plugin.hpp"
#include "simulator/options/option_table.hpp"

namespace rasctl::commands {
namespace {

constexpr std::string_view executable = "rasctl-simulate";
constexpr std::string_view simulate_summary = "Run a farm in a box to learn and to test scripts";

// For help and completion alone: the simulator reads its options itself.
std::vector<Option> simulate_options() {
    std::vector<Option> list;
    for (const simulator::OptionRow& row : simulator::option_table) {
        Option option{.name = std::string(row.name),
                      .placeholder = std::string(row.placeholder),
                      .help = std::string(row.help),
                      .group = "Simulator",
                      .default_text = std::string(row.fallback),
                      .repeatable = row.repeatable};
        for (const std::string_view choice : row.choices)
            if (!choice.empty()) option.choices.emplace_back(choice);
        option.values = row.placeholder == "FILE" ? Values::file
                        : option.choices.empty()  ? Values::none
                                                  : Values::choices;
        list.push_back(std::move(option));
    }
    return list;
}

Usage simulate_usage() {
    return {
        .name = "simulate",
        .summary = std::string(simulate_summary),
        .description =
            "The simulator is a program of its own, rasctl-simulate. The first line on stdout is JSON with "
            "its url and fingerprint; its administrator is 'administrator' with the password '11112222'.",
        .options = simulate_options(),
        .examples = {"rasctl simulate", "rasctl simulate --listen 127.0.0.1:0 --farm empty"}};
}

Result<ExitCode> run_simulate(Context& context, const Arguments&) {
    const auto found = find_companion(context.environment(), std::string(executable));
    if (!found)
        return Error{.exit_code = ExitCode::usage,
                     .what = "cannot find rasctl-simulate",
                     .why = "it is neither beside rasctl nor on PATH",
                     .hint = "install the whole package"};
    return run_plugin(context, *found, context.words,
                      find_true_command(context.catalog(), context.words).found_at);
}

}  // namespace

extern const HandWritten simulate_command{"simulate",     simulate_summary, "Tools",
                                          simulate_usage, run_simulate,     true};

}  // namespace rasctl::commands
