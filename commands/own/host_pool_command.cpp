// The pool of each RD Session Host, which no list of the API shows.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "commands/line/exit_code.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/call/owners.hpp"
#include "commands/run/call/side_by_side.hpp"
#include "commands/run/call/targets.hpp"
#include "commands/run/context.hpp"
#include "commands/run/farm/questions.hpp"
#include "commands/run/result_output.hpp"
#include "error/try.hpp"
#include "farm/directory.hpp"
#include "farm/row_member.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using farm::text_of;
using json::Value;

constexpr std::string_view host_pool_summary = "Show the pool that each host belongs to";
constexpr std::string_view pool_list = "rds pool list", host_list = "rds host list";

Usage host_pool_usage() {
    return {.name = "rds host pool",
            .summary = std::string(host_pool_summary),
            .description =
                "Asks every pool for its hosts, with one request a pool. A host that is in none is "
                "shown without one. Hosts join a pool with 'rds pool member add', and leave it for "
                "another in the same way.",
            .positionals = {{.placeholder = "HOST",
                             .help = "names or IDs; all hosts without one",
                             .refers = "RDSHost",
                             .values = Values::reference,
                             .required = false,
                             .several = true}},
            .examples = {"rasctl rds host pool", "rasctl rds host pool rdsh01.company.dom rdsh02.company.dom",
                         "rasctl rds host pool --where \"pool=''\""}};
}

std::vector<farm::Entry> entries_of(const json::Array& rows) {
    std::vector<farm::Entry> entries;
    for (const Value& row : rows) entries.push_back({text_of(row, "id"), text_of(row, "name"), {}});
    return entries;
}

asio::awaitable<Result<Owners>> read_members(Context& context, const std::vector<farm::Entry>& pools) {
    const auto command = context.catalog().command("rds pool member list");
    if (!command) co_return Owners{};
    CO_TRY_LET(auto session, context.session());
    farm::Directory directory(*session, context.catalog());
    SideBySide side_by_side(context, "pools", pools.size());
    auto owners = co_await owners_of_members(directory, *command, pools, side_by_side.pace(false));
    side_by_side.finish();
    co_return owners;
}

// The IDs of the hosts that are named.
asio::awaitable<Result<std::vector<std::string>>> named_hosts(Context& context,
                                                              const std::vector<std::string>& words) {
    std::vector<std::string> ids;
    CO_TRY_LET(auto session, context.session());
    farm::Directory directory(*session, context.catalog());
    for (const std::string& word : words) {
        CO_TRY_LET(auto id, co_await directory.reference_id("RDSHost", word));
        ids.push_back(std::move(id));
    }
    co_return ids;
}

Error cannot_be_read(const Answers& answers) {
    Error error{.what = "cannot read hosts and pools", .why = "the catalogue in use does not have them"};
    if (!answers.not_seen.empty()) error.why = answers.not_seen.front().second;
    return error;
}

json::Object row_of(const Value& host, const Owners& pools) {
    const std::string id = text_of(host, "id");
    const auto pool = pools.find(id);
    json::Object row;
    row.append("id", id_value(id));
    row.append("server", text_of(host, "server"));
    row.append("poolId", pool == pools.end() ? Value() : id_value(pool->second->id));
    row.append("pool", pool == pools.end() ? std::string{} : pool->second->name);
    return row;
}

Result<ExitCode> run_host_pool(Context& context, const Arguments& arguments) {
    const output::Shape shape{.identity = "server", .default_columns = {"id", "server", "poolId", "pool"}};
    TRY_LET(auto words, target_words(context, arguments));
    TRY(check_output(context, shape));
    json::Array rows;
    TRY(context.run([&]() -> asio::awaitable<Result<>> {
        constexpr std::array questions{pool_list, host_list};
        CO_TRY_LET(auto answers, co_await ask_farm(context, questions));
        if (!answers.find(pool_list) || !answers.find(host_list)) co_return cannot_be_read(answers);
        CO_TRY_LET(auto chosen, co_await named_hosts(context, words.words));
        const auto pools = entries_of(answers.rows_of(pool_list));
        CO_TRY_LET(const auto owners, co_await read_members(context, pools));
        for (const Value& host : answers.rows_of(host_list))
            if (chosen.empty() || std::ranges::find(chosen, text_of(host, "id")) != chosen.end())
                rows.emplace_back(row_of(host, owners));
        co_return Result<>{};
    }));
    TRY(show_value(context, shape, std::move(rows)));
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten host_pool_command{"rds host pool", host_pool_summary, "Farm", host_pool_usage,
                                           run_host_pool};

}  // namespace rasctl::commands
