// Published items that nobody can reach.
#include <array>

#include "commands/line/exit_code.hpp"
#include "commands/line/operands.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/context.hpp"
#include "commands/run/farm/published_access.hpp"
#include "commands/run/result_output.hpp"
#include "error/try.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;

constexpr std::string_view unreachable_summary = "List the published items that nobody can reach";

Usage unreachable_usage() {
    return {
        .name = "pub item unreachable",
        .summary = std::string(unreachable_summary),
        .description =
            "Items that are disabled or in maintenance, that no site offers, whose rules and filters let "
            "nobody in, or that lie in a folder of which this is true; each with the reason. It is computed "
            "from what the API shows, with one request an item for its rules; that nobody is in a group "
            "cannot be seen.",
        .examples = {"rasctl pub item unreachable", "rasctl pub item unreachable -o csv"}};
}

Result<ExitCode> run_unreachable(Context& context, const Arguments& arguments) {
    TRY(operands(unreachable_usage(), arguments, 0, 0));
    const output::Shape shape{.identity = "name", .default_columns = {"id", "name", "folder", "type", "why"}};
    TRY(check_output(context, shape));
    std::vector<ReachedItem> items;
    TRY(context.run([&]() -> asio::awaitable<Result<>> {
        constexpr std::array question{item_list};
        CO_TRY_LET(auto answers, co_await ask_farm(context, question));
        CO_TRY_LET(auto filters, co_await read_item_filters(context, answers));
        items = judge_items(answers, filters, {});
        co_return Result<>{};
    }));
    json::Array rows;
    for (const ReachedItem& item : items)
        if (item.verdict.reach == farm::Reach::no) rows.emplace_back(row_of(item));
    TRY(show_value(context, shape, std::move(rows)));
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten unreachable_command{"pub item unreachable", unreachable_summary, "Farm",
                                             unreachable_usage, run_unreachable};

}  // namespace rasctl::commands
