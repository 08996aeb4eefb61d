#include "commands/run/call/account_filter.hpp"

#include <algorithm>
#include <set>

#include "farm/account_name.hpp"
#include "farm/call.hpp"
#include "farm/row_member.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;

constexpr std::string_view user = "user";

bool lists_users(const catalog::Operation& operation) {
    const auto row = operation.response().schema();
    return operation.response_kind() == catalog::ResponseKind::list && row && row->field(user);
}

}  // namespace

asio::awaitable<Result<>> complete_account(session::Session& session, const catalog::Operation& operation,
                                           farm::Arguments& arguments) {
    const auto given = std::ranges::find_if(
        arguments.query, [](const auto& pair) { return equal_ignoring_case(pair.first, user); });
    if (given == arguments.query.end() || !lists_users(operation)) co_return Result<>{};
    const std::string name = given->second.scalar_text();
    farm::Arguments all = arguments;
    std::erase_if(all.query, [](const auto& pair) { return equal_ignoring_case(pair.first, user); });
    auto answer = co_await farm::call(session, operation, all);
    if (!answer) co_return answer.error();
    std::set<std::string> accounts;
    if (answer->is_array())
        for (const json::Value& row : answer->as_array())
            if (const std::string known = farm::text_of(row, user); farm::same_account(known, name))
                accounts.insert(known);
    if (accounts.size() == 1) given->second = *accounts.begin();
    co_return Result<>{};
}

}  // namespace rasctl::commands
