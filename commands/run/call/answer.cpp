#include "commands/run/call/answer.hpp"

#include <fmt/format.h>

#include "commands/run/call/download.hpp"
#include "commands/run/call/named_objects.hpp"
#include "error/try.hpp"
#include "farm/call.hpp"
#include "json/reader.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {

namespace asio = boost::asio;

asio::awaitable<Result<>> send_and_render(session::Session& session, const catalog::Operation& operation,
                                          const farm::Arguments& arguments, output::Renderer& renderer,
                                          RowWatcher watcher) {
    if (!renderer.names().empty()) {
        farm::Directory directory(session, operation.catalog());
        if (auto known = co_await look_names_up(renderer, directory); !known) co_return known;
    }
    bool any = false;
    json::StreamReader::Wishes wishes = renderer.wishes();
    if (watcher.see) {
        wishes.on_text = {};
        wishes.on_members = {};
        if (wishes.needs)
            wishes.needs = [needs = std::move(wishes.needs), &watcher](std::string_view name) {
                return needs(name) || equal_ignoring_case(name, watcher.member);
            };
    }
    json::StreamReader reader(
        [&](json::Value&& row) {
            if (watcher.see) watcher.see(row);
            return renderer.row(std::move(row));
        },
        std::move(wishes));
    const auto sink = [&](std::string_view piece) -> Result<bool> {
        any = any || piece.find_first_not_of(" \t\r\n") != std::string_view::npos;
        auto written = reader.write(piece);
        if (!written && !reader.refused()) return farm::unreadable(operation, written.error());
        if (!written) return written.error();
        return !reader.stopped();
    };
    CO_TRY_LET(auto response,
               co_await session.send(
                   farm::build_request(operation, arguments, session.known_server_version()), sink));
    if (!response.ok()) co_return farm::refusal(session, operation, response);
    if (!any) {
        // An empty list and no answer at all look alike here; a list command shows the former.
        const bool list = operation.response_kind() == catalog::ResponseKind::list;
        co_return renderer.value(list ? json::Value(json::Array{}) : json::Value());
    }
    if (reader.stopped()) co_return Result<>{};
    auto rest = reader.finish();
    if (!rest) co_return farm::unreadable(operation, rest.error());
    if (!reader.is_array()) co_return renderer.value(std::move(*rest));
    co_return Result<>{};
}

asio::awaitable<Result<std::string>> send_and_save(Context& context, session::Session& session,
                                                   const catalog::Operation& operation,
                                                   const farm::Arguments& arguments, DownloadPlace& place,
                                                   std::string id) {
    Download download(context, place, id.empty());
    CO_TRY(download.begin());
    http::Request request = farm::build_request(operation, arguments, session.known_server_version());
    request.on_download = download.progress();
    CO_TRY_LET(auto response, co_await session.send(std::move(request), download.sink()));
    if (!response.ok()) co_return farm::refusal(session, operation, response);
    co_return download.finish(response, operation.command().noun().last_word(), id);
}

}  // namespace rasctl::commands
