#include "commands/run/call/look_ups.hpp"

#include "farm/operation_choice.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using catalog::Operation;

Result<> unless_interrupted(const Error& error) {
    return error.exit_code == ExitCode::interrupted ? Result<>(error) : Result<>{};
}

asio::awaitable<Result<>> look_names_up_of(output::LookedUp& found, farm::Directory& directory,
                                           std::string kind) {
    const auto list = directory.list_for_kind(kind);
    if (!list || !list->path_parameters().empty() || list->command().noun().identity().empty())
        co_return Result<>{};
    auto entries = co_await directory.entries(*list, {});
    if (!entries) co_return unless_interrupted(entries.error());
    output::LookedUp::Names names;
    for (const farm::Entry& entry : **entries) names.emplace(entry.id, entry.name);
    found.set_names(std::move(kind), std::move(names));
    co_return Result<>{};
}

asio::awaitable<Result<>> look_rows_up(output::LookedUp& found, farm::Directory& directory,
                                       const catalog::Noun& noun, std::string verb) {
    const auto command = noun.catalog().command(std::string(noun.name()) + " " + verb);
    if (!command) co_return Result<>{};
    const auto choice = farm::choose_operation(*command, 0, directory.known_version());
    if (!choice) co_return Result<>{};
    auto entries = co_await directory.entries(choice->operation, {});
    if (!entries) co_return unless_interrupted(entries.error());
    output::LookedUp::Rows rows;
    for (const farm::Entry& entry : **entries) rows.emplace(entry.id, entry.row);
    found.set_rows(std::move(verb), std::move(rows));
    co_return Result<>{};
}

asio::awaitable<Result<>> look_up(output::Lookups wanted, output::LookedUp& found, farm::Directory& directory,
                                  const catalog::Noun& noun) {
    for (const std::string& verb : wanted.verbs)
        if (auto done = co_await look_rows_up(found, directory, noun, verb); !done) co_return done;
    for (const std::string& kind : wanted.kinds)
        if (auto done = co_await look_names_up_of(found, directory, kind); !done) co_return done;
    co_return Result<>{};
}

}  // namespace

asio::awaitable<Result<>> look_up_before(output::Renderer& renderer, farm::Directory& directory,
                                         const catalog::Noun& noun) {
    co_return co_await look_up(renderer.lookups_before(), renderer.looked_up(), directory, noun);
}

asio::awaitable<Result<>> look_up_after(output::Renderer& renderer, farm::Directory& directory,
                                        const catalog::Noun& noun) {
    auto wanted = renderer.lookups();
    if (!wanted) co_return wanted.error();
    co_return co_await look_up(std::move(*wanted), renderer.looked_up(), directory, noun);
}

}  // namespace rasctl::commands
