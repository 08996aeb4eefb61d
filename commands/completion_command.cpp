#include <array>

#include "commands/complete_commands.hpp"
#include "commands/exit_code.hpp"
#include "commands/line/operands.hpp"

// The scripts of completions/, as read-only data of the program.
asm(".pushsection .rodata, \"a\"\n"
    "rasctl_bash_begin:\n"
    ".incbin \"" RASCTL_COMPLETIONS
    "/rasctl.bash\"\n"
    "rasctl_bash_end:\n"
    "rasctl_zsh_begin:\n"
    ".incbin \"" RASCTL_COMPLETIONS
    "/_rasctl\"\n"
    "rasctl_zsh_end:\n"
    "rasctl_fish_begin:\n"
    ".incbin \"" RASCTL_COMPLETIONS
    "/rasctl.fish\"\n"
    "rasctl_fish_end:\n"
    "rasctl_powershell_begin:\n"
    ".incbin \"" RASCTL_COMPLETIONS
    "/rasctl.ps1\"\n"
    "rasctl_powershell_end:\n"
    ".byte 0\n"
    ".popsection\n");

extern "C" {
extern const char rasctl_bash_begin[], rasctl_bash_end[];
extern const char rasctl_zsh_begin[], rasctl_zsh_end[];
extern const char rasctl_fish_begin[], rasctl_fish_end[];
extern const char rasctl_powershell_begin[], rasctl_powershell_end[];
}

namespace rasctl::commands {
namespace {

constexpr std::string_view summary = "Print the completion script of a shell";

std::string_view between(const char* begin, const char* end) {
    return {begin, static_cast<std::size_t>(end - begin)};
}

std::optional<std::string_view> script_for(std::string_view shell) {
    if (shell == "bash") return between(rasctl_bash_begin, rasctl_bash_end);
    if (shell == "zsh") return between(rasctl_zsh_begin, rasctl_zsh_end);
    if (shell == "fish") return between(rasctl_fish_begin, rasctl_fish_end);
    if (shell == "powershell" || shell == "pwsh")
        return between(rasctl_powershell_begin, rasctl_powershell_end);
    return std::nullopt;
}

Usage usage() {
    return {.name = "completion",
            .summary = std::string(summary),
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

Result<ExitCode> run(Context& context, const Arguments& arguments) {
    const auto words = operands(usage(), arguments, 1, 1);
    if (!words) return words.error();
    const auto script = script_for(words->front());
    if (!script)
        return Error{.exit_code = ExitCode::usage,
                     .what = "there is no completion for this shell",
                     .why = "it is for bash, zsh, fish and powershell",
                     .hint = "rasctl completion bash"};
    if (auto shown = context.streams().out().write(*script); !shown) return shown.error();
    return ends_with(ExitCode::done);
}

}  // namespace

const HandWritten completion_command{"completion", summary, "Tools", usage, run};

}  // namespace rasctl::commands
