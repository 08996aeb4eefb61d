#include "commands/run/call/look_ups.hpp"

#include <set>
#include <utility>

#include "commands/line/site_options.hpp"
#include "commands/run/call/owners.hpp"
#include "error/try.hpp"
#include "farm/operation_choice.hpp"
#include "farm/row_member.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using catalog::Operation;
using Query = std::vector<std::pair<std::string, json::Value>>;

Result<> unless_interrupted(const Error& error) {
    return error.exit_code == ExitCode::interrupted ? Result<>(error) : Result<>{};
}

// The field by which objects of the kind lie in one another, as folders do.
std::string parent_field(const Operation& list, std::string_view kind) {
    const auto schema = list.response().schema();
    if (!schema) return {};
    for (const catalog::Field field : schema->fields())
        if (field.name() != "id" && field.refers() == kind) return std::string(field.name());
    return {};
}

// Names by ID; of what lies in others the whole path: "Accounting/Payroll".
output::LookedUp::Names names_of(const std::vector<farm::Entry>& entries, const std::string& parent) {
    output::LookedUp::Names own, parents;
    for (const farm::Entry& entry : entries) {
        own.emplace(entry.id, entry.name);
        if (!parent.empty()) parents.emplace(entry.id, farm::text_of(entry.row, parent));
    }
    if (parent.empty()) return own;
    // Deeper than any farm's; a circle ends, too.
    constexpr int deepest = 32;
    // What lies in none is at the top.
    output::LookedUp::Names paths{{"0", "/"}};
    for (const auto& [id, name] : own) {
        std::string path = name, above = id;
        for (int depth = 0; depth < deepest; ++depth) {
            above = parents.find(above)->second;
            const auto holder = own.find(above);
            if (holder == own.end() || above == id) break;
            path = holder->second + "/" + path;
        }
        paths.emplace(id, std::move(path));
    }
    return paths;
}

asio::awaitable<Result<>> look_names_up_of(output::LookedUp& found, farm::Directory& directory,
                                           std::string kind) {
    const auto list = directory.list_for_kind(kind);
    if (!list || !list->path_parameters().empty() || list->command().noun().identity().empty())
        co_return Result<>{};
    auto entries = co_await directory.entries(*list, {});
    if (!entries) co_return unless_interrupted(entries.error());
    found.set_names(kind, names_of(**entries, parent_field(*list, kind)));
    co_return Result<>{};
}

// A list of each site that was asked, or the one that names none.
asio::awaitable<Result<std::vector<farm::Entry>>> entries_of_sites(farm::Directory& directory, Operation list,
                                                                   const SitesAsked& sites) {
    std::vector<Query> queries;
    if (const auto site = site_query(list))
        for (const std::string& id : sites) queries.push_back({{*site, json::Value(id)}});
    if (queries.empty()) queries.emplace_back();
    std::vector<farm::Entry> all;
    for (const Query& query : queries) {
        CO_TRY_LET(const auto entries, co_await directory.entries(list, {}, query));
        all.insert(all.end(), entries->begin(), entries->end());
    }
    co_return all;
}

asio::awaitable<Result<>> look_rows_up(output::LookedUp& found, farm::Directory& directory,
                                       catalog::Command command, const SitesAsked& sites) {
    const auto choice = farm::choose_operation(command, 0, directory.known_version());
    if (!choice) co_return Result<>{};
    auto entries = co_await entries_of_sites(directory, choice->operation, sites);
    if (!entries) co_return unless_interrupted(entries.error());
    output::LookedUp::Rows rows;
    for (const farm::Entry& entry : *entries) rows.emplace(entry.id, entry.row);
    found.set_rows(std::string(command.verb()), std::move(rows));
    co_return Result<>{};
}

// The names of the owners, by the IDs of their members.
asio::awaitable<Result<>> look_owners_up(output::LookedUp& found, farm::Directory& directory,
                                         const catalog::Catalog& catalog, std::string owner,
                                         const SitesAsked& sites, bool is_asked_for) {
    // A quarter of what version 21 allows in a window, which others need, too.
    constexpr std::size_t few = 12;
    const auto list = catalog.command(owner + " list"), members = catalog.command(owner + " member list");
    if (!list || !members) co_return Result<>{};
    const auto choice = farm::choose_operation(*list, 0, directory.known_version());
    if (!choice || (directory.known_version() != 0 && choice->operation.since() > directory.known_version()))
        co_return Result<>{};
    auto owners = co_await entries_of_sites(directory, choice->operation, sites);
    if (!owners) co_return unless_interrupted(owners.error());
    if (!is_asked_for && owners->size() > few) co_return Result<>{};
    auto of_members = co_await owners_of_members(directory, *members, *owners, {.writes = false});
    if (!of_members) co_return unless_interrupted(of_members.error());
    const std::string word(list->noun().last_word());
    output::LookedUp::Rows rows;
    for (const auto& [id, entry] : *of_members) {
        json::Object row;
        row.append(word, entry->name);
        rows.emplace(id, std::move(row));
    }
    found.set_rows(std::move(owner), std::move(rows));
    co_return Result<>{};
}

}  // namespace

asio::awaitable<Result<>> look_up(output::Lookups wanted, output::LookedUp& found, farm::Directory& directory,
                                  farm::Directory& owners, const catalog::Noun& noun,
                                  const SitesAsked& sites) {
    const catalog::Catalog& catalog = noun.catalog();
    for (const std::string& verb : wanted.verbs) {
        if (const auto command = catalog.command(std::string(noun.name()) + " " + verb)) {
            CO_TRY(co_await look_rows_up(found, directory, *command, sites));
        } else {
            CO_TRY(co_await look_owners_up(found, owners, catalog, verb, sites, wanted.is_asked_for));
        }
    }
    for (const std::string& kind : wanted.kinds) CO_TRY(co_await look_names_up_of(found, directory, kind));
    co_return Result<>{};
}

asio::awaitable<Result<>> look_up_before(output::Renderer& renderer, farm::Directory& directory,
                                         const catalog::Noun& noun, const SitesAsked& sites) {
    co_return co_await look_up(renderer.lookups_before(), renderer.looked_up(), directory, directory, noun,
                               sites);
}

asio::awaitable<Result<>> look_up_answers(output::Renderer& renderer, farm::Directory& directory,
                                          const output::Shape& shape,
                                          const std::vector<const json::Value*>& answers) {
    std::set<std::string> kinds;
    for (const output::Column& column : output::default_columns(shape)) {
        const auto kind = output::kind_of_reference(column.path.field);
        if (kind.empty() || !column.joined.empty()) continue;
        for (const json::Value* answer : answers)
            if (const json::Value* value = column.path.in(*answer);
                value != nullptr && !value->is_array() && output::is_reference(value->scalar_text()))
                kinds.emplace(kind);
    }
    for (const std::string& kind : kinds)
        CO_TRY(co_await look_names_up_of(renderer.looked_up(), directory, kind));
    co_return Result<>{};
}

asio::awaitable<Result<>> look_up_after(output::Renderer& renderer, farm::Directory& directory,
                                        const catalog::Noun& noun, const SitesAsked& sites) {
    CO_TRY_LET(auto wanted, renderer.lookups());
    co_return co_await look_up(std::move(wanted), renderer.looked_up(), directory, directory, noun, sites);
}

}  // namespace rasctl::commands
