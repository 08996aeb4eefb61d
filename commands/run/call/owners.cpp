#include "commands/run/call/owners.hpp"

#include "error/try.hpp"
#include "farm/operation_choice.hpp"

namespace rasctl::commands {

namespace asio = boost::asio;

asio::awaitable<Result<Owners>> owners_of_members(farm::Directory& directory,
                                                  const catalog::Command& member_list,
                                                  const std::vector<farm::Entry>& owners, farm::Pace pace) {
    CO_TRY_LET(const auto choice, farm::choose_operation(member_list, 1, directory.known_version()));
    std::vector<const std::vector<farm::Entry>*> members(owners.size());
    const auto ask = [&](std::size_t i) -> asio::awaitable<Result<json::Value>> {
        const std::vector<std::string> owner{owners[i].id};
        CO_TRY_LET(members[i], co_await directory.entries(choice.operation, owner));
        co_return json::Value();
    };
    const auto outcomes = co_await farm::for_each_number(owners.size(), std::move(pace), ask);
    Owners found;
    for (std::size_t i = 0; i < owners.size(); ++i) {
        if (outcomes[i].error) co_return *outcomes[i].error;
        for (const farm::Entry& member : *members[i]) found.emplace(member.id, &owners[i]);
    }
    co_return found;
}

}  // namespace rasctl::commands
