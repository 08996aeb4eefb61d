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

// Whether it can be an account at all.
bool is_account(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80 ||
               std::string_view("._-@\\").find(c) != std::string_view::npos;
    });
}

bool lists_users(const catalog::Operation& operation) {
    const auto row = operation.response().schema();
    return operation.response_kind() == catalog::ResponseKind::list && row && row->field(user);
}

}  // namespace

asio::awaitable<Result<bool>> complete_account(session::Session& session, const catalog::Operation& operation,
                                               farm::Arguments& arguments) {
    const auto given = std::ranges::find_if(
        arguments.query, [](const auto& pair) { return equal_ignoring_case(pair.first, user); });
    if (given == arguments.query.end() || !lists_users(operation)) co_return false;
    const std::string name = given->second.scalar_text();
    if (!is_account(name)) co_return false;
    farm::Arguments all = arguments;
    std::erase_if(all.query, [](const auto& pair) { return equal_ignoring_case(pair.first, user); });
    auto answer = co_await farm::call(session, operation, all);
    if (!answer) co_return answer.error();
    std::set<std::string> accounts;
    if (answer->is_array())
        for (const json::Value& row : answer->as_array())
            if (const std::string known = farm::text_of(row, user); farm::same_account(known, name))
                accounts.insert(known);
    if (accounts.size() != 1 || *accounts.begin() == name) co_return false;
    given->second = *accounts.begin();
    co_return true;
}

}  // namespace rasctl::commands
