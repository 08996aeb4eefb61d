#include "commands/run/farm/questions.hpp"

#include "commands/run/call/side_by_side.hpp"
#include "error/try.hpp"
#include "farm/call.hpp"
#include "farm/directory.hpp"
#include "farm/operation_choice.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using json::Value;

const json::Array no_rows;

asio::awaitable<Result<std::vector<catalog::Operation>>> operations_to_send(
    Context& context, session::Session& session, std::span<const std::string_view> commands) {
    CO_TRY_LET(auto version, co_await session.server_version());
    std::vector<catalog::Operation> operations;
    for (const std::string_view name : commands) {
        const auto command = context.catalog().command(name);
        if (!command) continue;
        const auto choice = farm::choose_operation(*command, 0, version);
        if (choice) operations.push_back(choice->operation);
    }
    co_return operations;
}

farm::Arguments arguments_for(const catalog::Operation& operation, const std::string& site) {
    farm::Arguments arguments;
    const auto flag = site.empty() ? std::nullopt : operation.flag("site");
    if (flag && !flag->query().empty()) arguments.query.emplace_back(flag->query(), Value(site));
    return arguments;
}

}  // namespace

const json::Array& Answer::rows() const {
    return value.is_array() ? value.as_array() : no_rows;
}

const Answer* Answers::find(std::string_view command) const {
    const auto found = seen.find(command);
    return found == seen.end() ? nullptr : &found->second;
}

const json::Array& Answers::rows_of(std::string_view command) const {
    const Answer* answer = find(command);
    return answer ? answer->rows() : no_rows;
}

asio::awaitable<Result<Answers>> ask_farm(Context& context, std::span<const std::string_view> commands) {
    CO_TRY_LET(auto session, context.session());
    CO_TRY_LET(auto operations, co_await operations_to_send(context, *session, commands));
    std::string site = context.settings().text(config::SettingId::site);
    if (!site.empty()) {
        farm::Directory directory(*session, context.catalog());
        CO_TRY_LET(auto id, co_await directory.reference_id("Site", site));
        site = std::move(id);
    }
    const auto ask = [&](const catalog::Operation& operation) -> asio::awaitable<Result<Value>> {
        co_return co_await farm::call(*session, operation, arguments_for(operation, site));
    };
    SideBySide side_by_side(context, "", operations.size());
    auto outcomes = co_await farm::for_each(operations, side_by_side.pace(false), ask);
    Answers answers;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        farm::Outcome& outcome = outcomes[i];
        const catalog::Operation operation = operations[i];
        if (outcome.error && (outcome.error->http_status == 0 || outcome.error->http_status == 401))
            co_return *outcome.error;
        if (outcome.ending != farm::Ending::done)
            answers.not_seen.emplace_back(operation.command().noun().name(),
                                          outcome.error ? outcome.error->why : "not asked");
        else
            answers.seen.emplace(operation.command().name(), Answer{operation, std::move(outcome.answer)});
    }
    if (answers.seen.empty() && !outcomes.empty() && outcomes.front().error)
        co_return *outcomes.front().error;
    co_return answers;
}

}  // namespace rasctl::commands
