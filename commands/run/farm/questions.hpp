// Several reads of the whole farm, asked side by side, of which some may be refused.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "commands/run/context.hpp"
#include "json/value.hpp"

namespace rasctl::commands {

struct Answer {
    catalog::Operation operation;
    json::Value value;

    // The rows of a list; none where it is no list.
    const json::Array& rows() const;
};

struct Answers {
    std::map<std::string, Answer, std::less<>> seen{};  // by the command's name
    // Nouns that could not be read, with the reason.
    std::vector<std::pair<std::string, std::string>> not_seen{};

    const Answer* find(std::string_view command) const;
    const json::Array& rows_of(std::string_view command) const;
};

// Asks the commands, which take no target, for the chosen site where there is one; those that the catalogue
// or the server's version do not have are left out. Fails only when nothing can be asked at all (network,
// logon).
boost::asio::awaitable<Result<Answers>> ask_farm(Context& context,
                                                 std::span<const std::string_view> commands);

}  // namespace rasctl::commands
