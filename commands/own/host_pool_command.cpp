// The pool of each RD Session Host, which no list of the API shows.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "commands/line/exit_code.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/call/side_by_side.hpp"
#include "commands/run/call/targets.hpp"
#include "commands/run/context.hpp"
#include "commands/run/farm/questions.hpp"
#include "commands/run/result_output.hpp"
#include "farm/call.hpp"
#include "farm/operation_choice.hpp"
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

// Pools by the ID of a host that is in them.
using PoolOfHost = std::map<std::string, const Value*, std::less<>>;

asio::awaitable<Result<PoolOfHost>> read_members(Context& context, const Answers& answers) {
    PoolOfHost pools;
    const auto command = context.catalog().command("rds pool member list");
    auto session = context.session();
    if (!session) co_return session.error();
    if (!command) co_return pools;
    const auto choice = farm::choose_operation(*command, 1, (*session)->known_server_version());
    if (!choice) co_return choice.error();
    const json::Array& rows = answers.rows_of(pool_list);
    SideBySide side_by_side(context, "pools", rows.size());
    const auto ask = [&](const Value& pool) -> asio::awaitable<Result<Value>> {
        farm::Arguments arguments;
        arguments.targets = {text_of(pool, "id")};
        co_return co_await farm::call(**session, choice->operation, arguments);
    };
    auto outcomes = co_await farm::for_each(rows, side_by_side.pace(false), ask);
    side_by_side.finish();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (outcomes[i].error) co_return *outcomes[i].error;
        if (!outcomes[i].answer.is_array()) continue;
        for (const Value& host : outcomes[i].answer.as_array()) pools.emplace(text_of(host, "id"), &rows[i]);
    }
    co_return pools;
}

// The IDs of the hosts that are named.
asio::awaitable<Result<std::vector<std::string>>> named_hosts(Context& context,
                                                              const std::vector<std::string>& words) {
    std::vector<std::string> ids;
    auto session = context.session();
    if (!session) co_return session.error();
    farm::Directory directory(**session, context.catalog());
    for (const std::string& word : words) {
        auto id = co_await directory.reference_id("RDSHost", word);
        if (!id) co_return id.error();
        ids.push_back(std::move(*id));
    }
    co_return ids;
}

Error cannot_be_read(const Answers& answers) {
    Error error{.what = "cannot read hosts and pools", .why = "the catalogue in use does not have them"};
    if (!answers.not_seen.empty()) error.why = answers.not_seen.front().second;
    return error;
}

json::Object row_of(const Value& host, const PoolOfHost& pools) {
    const std::string id = text_of(host, "id");
    const auto pool = pools.find(id);
    json::Object row;
    row.append("id", id_value(id));
    row.append("server", text_of(host, "server"));
    row.append("poolId", pool == pools.end() ? Value() : id_value(text_of(*pool->second, "id")));
    row.append("pool", pool == pools.end() ? std::string{} : text_of(*pool->second, "name"));
    return row;
}

Result<ExitCode> run_host_pool(Context& context, const Arguments& arguments) {
    const output::Shape shape{.identity = "server", .default_columns = {"id", "server", "poolId", "pool"}};
    auto words = target_words(context, arguments);
    if (!words) return words.error();
    if (auto checked = check_output(context, shape); !checked) return checked.error();
    json::Array rows;
    auto done = context.run([&]() -> asio::awaitable<Result<>> {
        constexpr std::array questions{pool_list, host_list};
        auto answers = co_await ask_farm(context, questions);
        if (!answers) co_return answers.error();
        if (!answers->find(pool_list) || !answers->find(host_list)) co_return cannot_be_read(*answers);
        auto chosen = co_await named_hosts(context, words->words);
        if (!chosen) co_return chosen.error();
        auto pools = co_await read_members(context, *answers);
        if (!pools) co_return pools.error();
        for (const Value& host : answers->rows_of(host_list))
            if (chosen->empty() || std::ranges::find(*chosen, text_of(host, "id")) != chosen->end())
                rows.emplace_back(row_of(host, *pools));
        co_return Result<>{};
    });
    if (!done) return done.error();
    if (auto shown = show_value(context, shape, std::move(rows)); !shown) return shown.error();
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten host_pool_command{"rds host pool", host_pool_summary, "Farm", host_pool_usage,
                                           run_host_pool};

}  // namespace rasctl::commands
