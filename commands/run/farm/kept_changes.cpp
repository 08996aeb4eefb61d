#include "commands/run/farm/kept_changes.hpp"

#include <algorithm>
#include <functional>
#include <string>

#include "catalog/catalog.hpp"
#include "error/try.hpp"
#include "farm/row_member.hpp"
#include "json/reader.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using farm::text_of;
using json::Value;

// Whether the path is one that the template describes.
bool is_of_template(std::string_view path, std::string_view pattern) {
    while (!path.empty() && !pattern.empty()) {
        const auto piece = path.substr(0, path.find('/', 1)),
                   wanted = pattern.substr(0, pattern.find('/', 1));
        if (!wanted.starts_with("/{") && !equal_ignoring_case(piece, wanted)) return false;
        path.remove_prefix(piece.size());
        pattern.remove_prefix(wanted.size());
    }
    return path.empty() && pattern.empty();
}

// The noun of the object at that path, or of the settings above it; the path itself where no command reads
// it.
std::string kind_at(const catalog::Catalog& catalog, const std::string& path) {
    for (const std::string& place : {path, path.substr(0, path.rfind('/'))})
        for (const catalog::Operation operation : catalog.operations())
            if (operation.method() == "GET" && is_of_template(place, operation.path()))
                return std::string(operation.command().noun().name());
    return path;
}

// Whether the server says of itself that it keeps a list: a real farm is asked for nothing that the API does
// not have. The sites are a request that every server takes from version 19 on.
asio::awaitable<Result<bool>> keeps_changes(session::Session& session) {
    const int version = session.known_server_version();
    if (version != 0 && version < 19) co_return false;
    http::Request request;
    request.method = "GET";
    request.target = "/api/Site";
    request.idempotent = true;
    CO_TRY_LET(auto response, co_await session.send(request));
    const auto link = response.header("Link");
    co_return response.ok() && link && link->find(R"(rel="pending-changes")") != std::string_view::npos;
}

}  // namespace

// What the server itself keeps of the changes since settings were last applied; nothing where it keeps no
// list.
asio::awaitable<Result<std::optional<json::Array>>> read_kept_changes(Context& context) {
    CO_TRY_LET(auto session, context.session());
    CO_TRY_LET(const auto keeps, co_await keeps_changes(*session));
    if (!keeps) co_return std::optional<json::Array>();
    http::Request request;
    request.method = "GET";
    request.target = "/api/Settings/pending";
    request.idempotent = true;
    CO_TRY_LET(auto response, co_await session->send(request));
    const auto list = response.ok() ? json::parse(response.body) : Result<Value>(Value());
    if (!list || !list->is_array()) co_return std::optional<json::Array>();
    json::Array rows;
    for (const Value& one : list->as_array()) {
        json::Object row;
        row.append("time", text_of(one, "time"));
        row.append("kind", kind_at(context.catalog(), text_of(one, "path")));
        row.append("id", text_of(one, "id"));
        row.append("name", text_of(one, "name"));
        row.append("by", text_of(one, "admin"));
        row.append("state", text_of(one, "verb"));
        rows.emplace_back(std::move(row));
    }
    std::ranges::stable_sort(rows, std::greater{}, [](const Value& row) { return text_of(row, "time"); });
    co_return std::optional(std::move(rows));
}

}  // namespace rasctl::commands
