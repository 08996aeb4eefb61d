#include "commands/run/call/consequences.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "farm/call.hpp"
#include "farm/operation_choice.hpp"
#include "farm/row_member.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using json::Value;

// Beyond this the question would take longer than the answer is worth.
constexpr std::size_t most_looked_at = 20;

asio::awaitable<std::vector<Value>> rows_of(session::Session& session, const catalog::Catalog& catalog,
                                            std::string noun, std::vector<std::string> targets) {
    std::vector<Value> rows;
    const auto command = catalog.command(noun + " list");
    const auto choice = command
                            ? farm::choose_operation(*command, targets.size(), session.known_server_version())
                            : Result<farm::Choice>(Error{});
    if (!choice || choice->operation.path_parameters().size() != targets.size()) co_return rows;
    farm::Arguments arguments;
    arguments.targets = std::move(targets);
    auto answer = co_await farm::call(session, choice->operation, arguments);
    if (answer && answer->is_array())
        for (Value& row : answer->as_array()) rows.push_back(std::move(row));
    co_return rows;
}

// Rows that lie in one of the given ones, at any depth, by their `parentId`.
std::size_t count_below(const std::vector<farm::Entry>& all, const std::string& id, std::size_t depth = 0) {
    constexpr std::size_t deepest = 64;
    std::size_t count = 0;
    for (const farm::Entry& entry : all)
        if (entry.id != id && farm::text_of(entry.row, "parentId") == id && depth < deepest)
            count += 1 + count_below(all, entry.id, depth + 1);
    return count;
}

class Consequences {
  public:
    Consequences(session::Session& session, farm::Directory& directory, const ActPlan& plan)
        : session_(session), directory_(directory), plan_(plan), catalog_(plan.command.catalog()) {}

    asio::awaitable<std::vector<std::string>> find() {
        if (plan_.command.verb() == "delete") co_await look_inside();
        if (plan_.command.verb() == "update") co_await look_at_list();
        co_return std::move(lines_);
    }

  private:
    std::string inside(const Target& target, std::size_t count, std::string_view things) const {
        const std::string of = plan_.targets.each.size() > 1 ? shown(target) + ": " : std::string{};
        return fmt::format("{}with the {} {}{} in it", of, count, things, count == 1 ? "" : "s");
    }

    asio::awaitable<void> look_inside() {
        const std::string noun(plan_.command.noun().name());
        const std::size_t last = plan_.targets.shared.size();
        const bool holds_items = plan_.command.noun().refers() == "PubFolder" || noun == "pub item";
        const std::vector<farm::Entry>* items = nullptr;
        if (holds_items) {
            if (const auto list = directory_.list_for_kind("PubItem")) {
                auto all = co_await directory_.entries(*list, {});
                if (all) items = *all;
            }
        }
        for (std::size_t i = 0; i < std::min(plan_.targets.each.size(), most_looked_at); ++i) {
            const Target& target = plan_.targets.each[i];
            if (items != nullptr) {
                if (const std::size_t count = count_below(*items, target.id); count > 0)
                    lines_.push_back(inside(target, count, "item"));
                continue;
            }
            std::vector<std::string> targets(plan_.targets.shared);
            targets.push_back(target.id);
            if (last > 0 || !catalog_.command(noun + " member list")) continue;
            const auto members = co_await rows_of(session_, catalog_, noun + " member", std::move(targets));
            if (!members.empty()) lines_.push_back(inside(target, members.size(), "member"));
        }
    }

    // A list that is replaced: who was in it and is left out.
    asio::awaitable<void> look_at_list() {
        const auto schema = plan_.operation.body();
        if (!plan_.input.body || !plan_.input.body->is_object() || !schema || schema->fields().size() != 1)
            co_return;
        const json::Member& given = *plan_.input.body->as_object().begin();
        if (!given.value.is_array()) co_return;
        std::vector<std::string> kept;
        for (const Value& one : given.value.as_array()) kept.push_back(one.scalar_text());
        for (std::size_t i = 0; i < std::min(plan_.targets.each.size(), most_looked_at); ++i) {
            std::vector<std::string> targets(plan_.targets.shared);
            targets.push_back(plan_.targets.each[i].id);
            const auto rows = co_await rows_of(session_, catalog_, std::string(plan_.command.noun().name()),
                                               std::move(targets));
            tell_dropped(rows, kept);
        }
    }

    void tell_dropped(const std::vector<Value>& rows, const std::vector<std::string>& kept) {
        const std::string_view identity = plan_.command.noun().identity();
        std::vector<std::string> names;
        for (const Value& row : rows) {
            const std::string id = farm::text_of(row, "id");
            if (std::ranges::find(kept, id) != kept.end()) continue;
            const std::string name = identity.empty() ? std::string{} : farm::text_of(row, identity);
            names.push_back(name.empty() ? id : name);
        }
        lines_.push_back(fmt::format("{} of {} that are there leave the list", names.size(), rows.size()));
        for (std::size_t i = 0; i < std::min(names.size(), most_looked_at); ++i)
            lines_.push_back("  " + names[i]);
    }

    session::Session& session_;
    farm::Directory& directory_;
    const ActPlan& plan_;
    const catalog::Catalog& catalog_;
    std::vector<std::string> lines_;
};

}  // namespace

asio::awaitable<std::vector<std::string>> consequences_of(session::Session& session,
                                                          farm::Directory& directory, const ActPlan& plan) {
    Consequences consequences(session, directory, plan);
    co_return co_await consequences.find();
}

}  // namespace rasctl::commands
