#include "commands/run/call/name_filter.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "error/try.hpp"
#include "farm/account_name.hpp"
#include "farm/call.hpp"
#include "farm/host_name.hpp"
#include "farm/row_member.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;

// A parameter of the query, the field of the rows that it narrows, and when two names are the same.
struct NameFilter {
    std::string_view parameter, field;
    bool (*same)(std::string_view known, std::string_view said);
};

constexpr std::array filters{NameFilter{"user", "user", farm::same_account},
                             NameFilter{"server", "sessionHostName", farm::same_host}};

// Whether it can be a name at all.
bool is_name(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80 ||
               std::string_view("._-@\\").find(c) != std::string_view::npos;
    });
}

bool is_parameter(const std::pair<std::string, json::Value>& pair, const NameFilter& filter) {
    return equal_ignoring_case(pair.first, filter.parameter);
}

bool applies(const NameFilter& filter, const catalog::Operation& operation,
             const farm::Arguments& arguments) {
    const auto row = operation.response().schema();
    return operation.response_kind() == catalog::ResponseKind::list && row && row->field(filter.field) &&
           std::ranges::any_of(arguments.query, [&](const auto& pair) {
               return is_parameter(pair, filter) && is_name(pair.second.scalar_text());
           });
}

// Whether the name is now another one.
bool complete(const NameFilter& filter, const json::Value& rows, json::Value& name) {
    const std::string said = name.scalar_text();
    std::set<std::string> known;
    if (rows.is_array())
        for (const json::Value& row : rows.as_array())
            if (const std::string one = farm::text_of(row, filter.field); filter.same(one, said))
                known.insert(one);
    if (known.size() != 1 || *known.begin() == said) return false;
    name = *known.begin();
    return true;
}

}  // namespace

asio::awaitable<Result<bool>> complete_names(session::Session& session, const catalog::Operation& operation,
                                             farm::Arguments& arguments) {
    farm::Arguments all = arguments;
    bool any = false;
    for (const NameFilter& filter : filters) {
        if (!applies(filter, operation, arguments)) continue;
        any = true;
        std::erase_if(all.query, [&](const auto& pair) { return is_parameter(pair, filter); });
    }
    if (!any) co_return false;
    CO_TRY_LET(const auto answer, co_await farm::call(session, operation, all));
    bool changed = false;
    for (const NameFilter& filter : filters) {
        if (!applies(filter, operation, arguments)) continue;
        for (auto& pair : arguments.query)
            if (is_parameter(pair, filter)) changed = complete(filter, answer, pair.second) || changed;
    }
    co_return changed;
}

}  // namespace rasctl::commands
