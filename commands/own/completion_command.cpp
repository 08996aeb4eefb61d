#include "commands/line/exit_code.hpp"
#include "commands/line/operands.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/context.hpp"
#include "embedding/embedded_file.hpp"
#include "error/try.hpp"

// The scripts of completions/.
RASCTL_EMBED(completion_bash, RASCTL_COMPLETIONS "/rasctl.bash");
RASCTL_EMBED(completion_zsh, RASCTL_COMPLETIONS "/_rasctl");
RASCTL_EMBED(completion_fish, RASCTL_COMPLETIONS "/rasctl.fish");
RASCTL_EMBED(completion_powershell, RASCTL_COMPLETIONS "/rasctl.ps1");

namespace rasctl::commands {
namespace {

constexpr std::string_view completion_summary = "Print the completion script of a shell";

std::optional<std::string_view> script_for(std::string_view shell) {
    if (shell == "bash") return RASCTL_EMBEDDED(completion_bash);
    if (shell == "zsh") return RASCTL_EMBEDDED(completion_zsh);
    if (shell == "fish") return RASCTL_EMBEDDED(completion_fish);
    if (shell == "powershell" || shell == "pwsh") return RASCTL_EMBEDDED(completion_powershell);
    return std::nullopt;
}

Usage completion_usage() {
    return {.name = "completion",
            .summary = std::string(completion_summary),
            .description =
                "The package installs the scripts for bash, zsh and fish. Without the package:\n\n"
                "bash, in ~/.bashrc:\n"
                "eval \"$(rasctl completion bash)\"\n\n"
                "zsh, in ~/.zshrc behind compinit:\n"
                "eval \"$(rasctl completion zsh)\"\n\n"
                "fish, once:\n"
                "rasctl completion fish >~/.config/fish/completions/rasctl.fish\n\n"
                "PowerShell, in the file that $PROFILE names:\n"
                "rasctl completion powershell | Out-String | Invoke-Expression\n\n"
                "For an alias of yours: complete -F _rasctl NAME (bash), compdef NAME=rasctl (zsh), "
                "complete --command NAME --wraps rasctl (fish).",
            .positionals = {{.placeholder = "SHELL",
                             .help = "bash, zsh, fish or powershell",
                             .values = Values::choices,
                             .choices = {"bash", "zsh", "fish", "powershell"}}},
            .examples = {"rasctl completion bash", "rasctl completion zsh"}};
}

Result<ExitCode> run_completion(Context& context, const Arguments& arguments) {
    TRY_LET(const auto words, operands(completion_usage(), arguments, 1, 1));
    const auto script = script_for(words.front());
    if (!script)
        return Error{.exit_code = ExitCode::usage,
                     .what = "there is no completion for this shell",
                     .why = "it is for bash, zsh, fish and powershell",
                     .hint = "rasctl completion bash"};
    TRY(context.streams().out().write(*script));
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten completion_command{
    "completion", completion_summary, "Tools", completion_usage, run_completion, false, true};

}  // namespace rasctl::commands
