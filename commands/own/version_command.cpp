#include "commands/line/exit_code.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/context.hpp"
#include "commands/run/result_output.hpp"
#include "error/try.hpp"

namespace rasctl::commands {
namespace {

Usage version_usage() {
    return {.name = "version",
            .summary = "Show the version of rasctl and of the API it knows",
            .examples = {"rasctl version", "rasctl version -o json"}};
}

Result<ExitCode> run_version(Context& context, const Arguments&) {
    json::Object facts;
    facts.append("version", RASCTL_VERSION);
    facts.append("api", context.catalog().version());
    facts.append("operations", static_cast<std::int64_t>(context.catalog().operations().size()));
    facts.append("catalog", &context.catalog() == &catalog::Catalog::built_in() ? "built in" : "imported");
    TRY(show_value(context, {}, std::move(facts)));
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten version_command{
    "version", "Show the version of rasctl", "Tools", version_usage, run_version, false, true};

}  // namespace rasctl::commands
