// The names of what objects refer to.
#include <fmt/format.h>

#include <algorithm>

#include "error/try.hpp"
#include "farm/operation_choice.hpp"
#include "farm/row_member.hpp"
#include "state/curated.hpp"
#include "state/snapshot.hpp"

namespace rasctl::state {

namespace asio = boost::asio;
using catalog::Operation;
using farm::text_of;
using json::Value;

std::vector<Named> Reader::named_in(const Operation& list, const Value& answer, std::string_view kind) {
    const std::string identity(list.command().noun().identity());
    std::vector<Named> named;
    for (const Value& row : rows_of(answer))
        named.push_back(
            {text_of(row, "id"), text_of(row, identity), kind == "Site" ? "" : text_of(row, "siteId")});
    return named;
}

// Lists of what is referred to, as far as they were not read as objects already.
asio::awaitable<Result<>> Reader::read_names(Snapshot& snapshot) {
    std::vector<std::string> refers{"Site"};
    for (const Kind& kind : kinds_.all())
        if (reading_.wants(kind)) collect_references(kind, refers);
    for (const std::string& kind : refers) {
        if (!owned_kind(kind).lists.empty()) CO_TRY(co_await read_owned_names(snapshot, kind));
        const auto list = directory_.list_for_kind(kind);
        if (!list || !list->path_parameters().empty()) continue;
        std::vector<Named> named;
        for (const Object& object : snapshot.objects)
            if (object.kind->form == Form::listed && object.kind->list->index() == list->index())
                named.push_back({object.thing.id, object.thing.name, object.site_id});
        const bool whole = !named.empty() && reading_.sites.empty() &&
                           list->command().noun().has_own_list() &&
                           std::ranges::any_of(snapshot.objects, [&](const Object& object) {
                               return object.kind->noun == list->command().noun();
                           });
        if (!whole) {
            auto rows = co_await ask_list(*list);
            if (!rows && ends_all(rows.error())) co_return rows.error();
            if (!rows) continue;
            named = named_in(*list, **rows, kind);
        }
        snapshot.names.set(kind, std::move(named));
    }
    co_return Result<>{};
}

std::optional<Operation> Reader::whole_list(std::string_view noun) const {
    const auto command = catalog_.command(fmt::format("{} list", noun));
    const int version = directory_.known_version();
    const auto choice =
        command ? farm::choose_operation(*command, 0, version) : Result<farm::Choice>(Error{});
    const bool fits = choice && choice->operation.path_parameters().empty() &&
                      (version == 0 || choice->operation.since() <= version);
    return fits ? std::optional(choice->operation) : std::nullopt;
}

// "RDSH-Win2022/Version 2": what lies in an owner is told by both names.
asio::awaitable<Result<>> Reader::read_owned_names(Snapshot& snapshot, std::string refers) {
    const OwnedKind kind = owned_kind(refers);
    std::vector<Named> named;
    for (const std::string& noun : kind.lists) {
        const auto part = catalog_.noun(noun);
        const auto above = part ? part->parent() : std::nullopt;
        const auto list = whole_list(noun), owners = above ? whole_list(above->name()) : std::nullopt;
        if (!list || !owners) continue;
        for (const Operation& one : {*list, *owners})
            if (const auto rows = co_await ask_list(one); !rows && ends_all(rows.error()))
                co_return rows.error();
        const auto parts = lists_.find(list->index()), above_rows = lists_.find(owners->index());
        if (parts == lists_.end() || above_rows == lists_.end()) continue;
        const std::vector<Named> known = named_in(*owners, *above_rows->second, above->name());
        for (const Value& row : rows_of(*parts->second)) {
            const auto owner = std::ranges::find(known, text_of(row, kind.owner), &Named::id);
            if (owner != known.end())
                named.push_back(
                    {text_of(row, "id"), owner->name + "/" + text_of(row, part->identity()), owner->site});
        }
    }
    if (!named.empty()) snapshot.names.set(std::move(refers), std::move(named));
    co_return Result<>{};
}

}  // namespace rasctl::state
