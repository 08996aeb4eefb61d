// Which published items a person can reach, and why: what the lists and filters of a farm say together.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <map>
#include <string>
#include <vector>

#include "commands/run/context.hpp"
#include "commands/run/farm/questions.hpp"
#include "farm/audience.hpp"

namespace rasctl::commands {

// The command whose answer read_item_filters() and judge_items() go by.
inline constexpr std::string_view item_list = "pub item list";

// Filters by the ID of their item. An item whose filter could not be read has the reason instead.
struct ItemFilters {
    std::map<std::string, json::Value, std::less<>> seen{};
    std::map<std::string, std::string, std::less<>> not_seen{};
};

// Reads the filter of every item, with one request an item, for no list shows them. Items that are reached by
// nobody whatever their filter says are left out. Fails when nothing can be asked any more.
boost::asio::awaitable<Result<ItemFilters>> read_item_filters(Context& context, const Answers& answers);

struct ReachedItem {
    std::string id, name, folder, type;  // folder: "Office/Reports", empty for the root
    farm::Verdict verdict{};
};

// Applications and desktops in the farm's order; folders count for what is in them.
std::vector<ReachedItem> judge_items(const Answers& answers, const ItemFilters& filters,
                                     const farm::Person& person);

// One row: id, name, folder, type, reach, why.
json::Object row_of(const ReachedItem& item);

}  // namespace rasctl::commands
