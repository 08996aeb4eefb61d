#include "catalog/annotations.hpp"
#include "commands/line/exit_code.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/context.hpp"
#include "commands/run/result_output.hpp"
#include "error/try.hpp"

namespace rasctl::commands {
namespace {

Usage catalog_list_usage() {
    return {.name = "catalog list",
            .summary = "List every operation of the API with its command",
            .examples = {"rasctl catalog list", "rasctl catalog list -o json",
                         "rasctl catalog list --where 'has(until)'",
                         "rasctl catalog list --where 'command~gateway'"}};
}

json::Value version_value(int number) {
    return number == 0 ? json::Value() : json::Value(number);
}

json::Value operation_row(const catalog::Operation& operation) {
    const std::string_view doubt = catalog::doubt_of(operation);
    json::Object row;
    row.append("command", operation.command().name());
    row.append("method", operation.method());
    row.append("path", operation.path());
    row.append("since", version_value(operation.since()));
    row.append("until", version_value(operation.until()));
    row.append("evidence", catalog::to_string(operation.evidence()));
    row.append("doubt", doubt.empty() ? json::Value() : json::Value(doubt));
    row.append("pathGuessed", operation.path_guessed());
    row.append("deprecated", operation.deprecated());
    row.append("summary", operation.summary());
    row.append("tag", operation.tag());
    row.append("source", operation.source());
    return row;
}

Result<ExitCode> run_catalog_list(Context& context, const Arguments&) {
    const output::Shape shape{.identity = "command",
                              .id = "command",
                              .default_columns = {"command", "method", "path", "since", "until", "evidence"}};
    TRY_LET(auto renderer, make_renderer(context, shape));
    for (const catalog::Command command : context.catalog().commands()) {
        for (std::size_t i = 0; i < command.operation_count(); ++i) {
            // Adding to a list and removing from it share the operation that replaces it.
            if (command.operation(i).command().name() != command.name()) continue;
            auto more = renderer.row(operation_row(command.operation(i)));
            if (!more) return more.error();
        }
    }
    TRY(renderer.finish());
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten catalog_list_command{"catalog list",
                                              "List every operation of the API with its command", "Tools",
                                              catalog_list_usage, run_catalog_list};

}  // namespace rasctl::commands
