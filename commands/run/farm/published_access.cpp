#include "commands/run/farm/published_access.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/run/call/side_by_side.hpp"
#include "commands/run/call/targets.hpp"
#include "error/try.hpp"
#include "farm/call.hpp"
#include "farm/operation_choice.hpp"
#include "farm/row_member.hpp"
#include "output/enumeration.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using farm::Reach;
using farm::text_of;
using farm::Verdict;
using json::Value;

// A farm whose folders hold each other is a farm all the same.
constexpr std::size_t deepest_folder = 64;

using Rows = std::map<std::string, const Value*, std::less<>>;

Rows rows_by_id(const Answers& answers) {
    Rows rows;
    for (const Value& row : answers.rows_of(item_list)) rows.emplace(text_of(row, "id"), &row);
    return rows;
}

// The item and the folders above it, the topmost last.
std::vector<const Value*> with_folders(const Rows& rows, const Value& item) {
    std::vector<const Value*> chain{&item};
    while (chain.size() < deepest_folder) {
        const auto parent = rows.find(text_of(*chain.back(), "parentId"));
        if (parent == rows.end() || std::ranges::find(chain, parent->second) != chain.end()) break;
        chain.push_back(parent->second);
    }
    return chain;
}

std::string type_of(const Answer* list, const Value& item) {
    const Value* type = farm::member_of(item, "type");
    if (type == nullptr || list == nullptr) return {};
    const auto schema = list->operation.response().schema();
    const auto known = output::enumeration_of(schema ? schema->field("type") : std::nullopt);
    return known ? output::enum_text(*type, *known) : type->scalar_text();
}

// What the item is itself, before anybody is let in.
Verdict judge_state(const Value& item) {
    const std::string mode = lower_case(text_of(item, "enabledMode"));
    if (mode.starts_with('2') || mode.starts_with("maintenance")) return {Reach::no, "in maintenance"};
    const bool off =
        text_of(item, "enabled") == "false" || mode.starts_with('0') || mode.starts_with("disabled");
    if (off) return {Reach::no, "disabled"};
    const Value* sites = farm::member_of(item, "publishToSite");
    if (sites && sites->is_array() && sites->as_array().empty()) return {Reach::no, "offered in no site"};
    return {Reach::yes, {}};
}

Verdict judge_own(const Value& item, const ItemFilters& filters, const farm::Person& person) {
    Verdict verdict = judge_state(item);
    if (verdict.reach == Reach::no) return verdict;
    verdict = farm::both(std::move(verdict), farm::judge_old_filters(item, person));
    const std::string id = text_of(item, "id");
    if (const auto filter = filters.seen.find(id); filter != filters.seen.end()) {
        const Value* rules = farm::member_of(filter->second, "rules");
        static const Value none;
        return farm::both(
            std::move(verdict),
            farm::judge_rules(rules ? *rules : none, farm::default_allows(filter->second, true), person));
    }
    if (const auto reason = filters.not_seen.find(id); reason != filters.not_seen.end())
        return farm::both(std::move(verdict),
                          {Reach::depends, fmt::format("rules that could not be read: {}", reason->second)});
    return verdict;
}

Verdict judge(const std::vector<const Value*>& chain, const ItemFilters& filters,
              const farm::Person& person) {
    Verdict verdict = judge_own(*chain.front(), filters, person);
    for (std::size_t i = 1; i < chain.size() && verdict.reach != Reach::no; ++i) {
        Verdict folder = judge_own(*chain[i], filters, person);
        // An open folder is worth no word.
        if (folder.reach == Reach::yes) continue;
        folder.why = fmt::format("folder {}: {}", text_of(*chain[i], "name"), folder.why);
        verdict = farm::both(std::move(verdict), std::move(folder));
    }
    if (verdict.why.empty()) verdict.why = "open to everybody";
    return verdict;
}

}  // namespace

asio::awaitable<Result<ItemFilters>> read_item_filters(Context& context, const Answers& answers) {
    ItemFilters filters;
    const auto command = context.catalog().command("pub item filter get");
    if (!command || answers.rows_of(item_list).empty()) co_return filters;
    CO_TRY_LET(auto session, context.session());
    const auto choice = farm::choose_operation(*command, 1, session->known_server_version());
    // Before rules there were only the filters within the items.
    if (!choice || choice->operation.since() > session->known_server_version()) co_return filters;
    std::vector<std::string> ids;
    for (const Value& row : answers.rows_of(item_list))
        if (judge_state(row).reach != Reach::no) ids.push_back(text_of(row, "id"));
    SideBySide side_by_side(context, "filters", ids.size());
    const auto ask = [&](const std::string& id) -> asio::awaitable<Result<Value>> {
        farm::Arguments arguments;
        arguments.targets = {id};
        co_return co_await farm::call(*session, choice->operation, arguments);
    };
    auto outcomes = co_await farm::for_each(ids, side_by_side.pace(false), ask);
    side_by_side.finish();
    for (std::size_t i = 0; i < ids.size(); ++i) {
        farm::Outcome& outcome = outcomes[i];
        if (outcome.ending == farm::Ending::done) {
            filters.seen.emplace(ids[i], std::move(outcome.answer));
            continue;
        }
        if (outcome.error && (outcome.error->http_status == 0 || outcome.error->http_status == 401))
            co_return *outcome.error;
        filters.not_seen.emplace(ids[i], outcome.error ? outcome.error->why : "not asked");
    }
    co_return filters;
}

std::vector<ReachedItem> judge_items(const Answers& answers, const ItemFilters& filters,
                                     const farm::Person& person) {
    const Rows rows = rows_by_id(answers);
    const Answer* list = answers.find(item_list);
    std::vector<ReachedItem> items;
    for (const Value& row : answers.rows_of(item_list)) {
        ReachedItem item;
        item.id = text_of(row, "id");
        item.name = text_of(row, "name");
        item.type = type_of(list, row);
        if (item.type == "1" || lower_case(item.type).ends_with("folder")) continue;
        const auto chain = with_folders(rows, row);
        for (std::size_t i = chain.size() - 1; i > 0; --i)
            item.folder += fmt::format("{}{}", item.folder.empty() ? "" : "/", text_of(*chain[i], "name"));
        item.verdict = judge(chain, filters, person);
        items.push_back(std::move(item));
    }
    return items;
}

json::Object row_of(const ReachedItem& item) {
    json::Object row;
    row.append("id", id_value(item.id));
    row.append("name", item.name);
    row.append("folder", item.folder);
    row.append("type", item.type);
    row.append("reach", farm::word_of(item.verdict.reach));
    row.append("why", item.verdict.why);
    return row;
}

}  // namespace rasctl::commands
