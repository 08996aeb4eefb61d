#include "commands/run/start/plugin.hpp"

#include <fmt/format.h>

#include <cstring>
#include <filesystem>

#include "commands/line/exit_code.hpp"
#include "commands/line/global_options.hpp"
#include "commands/run/start/child_program.hpp"
#include "config/setting.hpp"
#include "error/try.hpp"
#include "system/path_search.hpp"
#include "system/process.hpp"

namespace rasctl::commands {
namespace {

constexpr std::string_view program_prefix = "rasctl-";

// The environment with what the flags say, so that a rasctl that the plugin runs takes it as well.
Result<terminal::Environment> with_settings(terminal::Environment environment, const std::string& name,
                                            const std::vector<std::string>& flags) {
    Usage usage{.name = name, .summary = {}};
    add_global_options(usage);
    const ReadWords given = read_words(usage, flags);
    if (given.problem) return *given.problem;
    for (const auto& [flag, value] : setting_flags(usage, given))
        environment.set(config::find_setting(flag)->variable, value);
    return environment;
}

// As a child whose output becomes ours: in a batch, what is written is the line's result.
Result<ExitCode> run_beside(Context& context, const ChildProgram& program) {
    TRY_LET(auto result, run_child(program));
    terminal::Streams& streams = context.streams();
    TRY(streams.out().write(result.output));
    TRY(streams.err().write(result.error));
    return ends_with(static_cast<ExitCode>(result.exit_code));
}

}  // namespace

std::optional<std::string> find_plugin(const terminal::Environment& environment, const std::string& name) {
    if (name.empty() || name.find('/') != std::string::npos || name.front() == '.') return std::nullopt;
    return system::find_program(environment.find("PATH"), std::string(program_prefix) + name);
}

std::vector<std::string> plugin_names(const terminal::Environment& environment) {
    auto names = system::programs_beginning_with(environment.find("PATH"), std::string(program_prefix));
    for (std::string& name : names) name.erase(0, program_prefix.size());
    return names;
}

std::optional<std::string> find_companion(const terminal::Environment& environment,
                                          const std::string& file_name) {
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    if (!error)
        if (std::string file = (self.parent_path() / file_name).string(); system::is_executable(file))
            return file;
    return system::find_program(environment.find("PATH"), file_name);
}

Result<ExitCode> run_plugin(Context& context, const std::string& executable,
                            const std::vector<std::string>& words, std::size_t place) {
    const auto name = words.begin() + static_cast<std::ptrdiff_t>(place);
    std::vector<std::string> arguments{executable};
    arguments.insert(arguments.end(), name + 1, words.end());
    TRY_LET(auto environment, with_settings(context.environment(), *name, {words.begin(), name}));
    if (context.streams().out().descriptor() < 0)
        return run_beside(context, {executable, {name + 1, words.end()}, std::move(environment)});
    TRY(context.streams().out().flush());
    const int number = system::become(executable, std::move(arguments), environment.as_strings());
    return Error{.exit_code = ExitCode::usage,
                 .what = fmt::format("cannot run {}", executable),
                 .why = std::strerror(number)};
}

}  // namespace rasctl::commands
