// Making the farm what files say.
#include <fmt/format.h>

#include <algorithm>

#include "commands/line/exit_code.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/context.hpp"
#include "commands/run/farm/farm_change.hpp"
#include "commands/run/farm/farm_documents.hpp"
#include "commands/run/farm/wanted_documents.hpp"
#include "commands/run/result_output.hpp"
#include "error/try.hpp"
#include "state/order.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;

constexpr std::string_view apply_summary = "Make the farm what files say";

Usage apply_usage() {
    Usage usage{
        .name = "apply",
        .summary = std::string(apply_summary),
        .description =
            "Creates and changes objects so that they are as the documents say, in the order in which they "
            "need each other, sends only what differs, and applies the settings once at the end. What a "
            "document leaves out stays as it is. A second run sends nothing. metadata.previousName renames. "
            "With --prune, objects that no document names are deleted, of the kinds and sites in the files "
            "only.\n\n"
            "The plan is shown and, on a terminal, agreed to; elsewhere only --prune needs --yes. Everything "
            "is checked before the first request that writes. ${NAME} as the value of a secret comes from "
            "the "
            "variable of that name, or is asked for.",
        .options = {},
        .examples = {"rasctl apply -f farm/", "rasctl apply -f farm/ --dry-run",
                     "rasctl apply -f farm/ --prune --yes",
                     "rasctl apply -f test/ -c prod --map 'server:*.test.dom=*.prod.dom'"}};
    usage.options = wanted_options();
    usage.options.front().required = true;
    usage.options.push_back({.name = "prune",
                             .placeholder = "",
                             .help = "delete what no document names, of the kinds and sites in the files",
                             .group = "Files"});
    return usage;
}

Result<ExitCode> run_apply(Context& context, const Arguments& arguments) {
    if (!arguments.given("file"))
        return Error{.exit_code = ExitCode::usage,
                     .what = "apply needs documents",
                     .why = "-f says where they are",
                     .hint = "rasctl apply -f farm/; pending changes go live by: rasctl settings apply"};
    if (!arguments.targets().empty())
        return Error{.exit_code = ExitCode::usage,
                     .what = fmt::format("unexpected '{}'", arguments.targets().front()),
                     .why = "apply takes its documents by -f",
                     .hint = fmt::format("rasctl apply -f {}", arguments.targets().front())};
    TRY(check_output(context, {}));
    TRY_LET(auto wanted, wanted_changes(context, arguments));
    TRY_LET(auto ordered,
            state::in_order(*wanted.farm.kinds, std::move(wanted.changes), wanted.farm.version));
    return change_farm(context, wanted.farm, ordered, "apply");
}

}  // namespace

extern const HandWritten apply_command{"apply",   apply_summary, "Files", apply_usage,
                                       run_apply, false,         false,   Changes::the_farm};

}  // namespace rasctl::commands
