#include "commands/run/catalog/catalog_source.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "catalog/built_in.hpp"
#include "catalog/compiler/compile.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/account/open_session.hpp"
#include "commands/run/catalog/catalog_file.hpp"
#include "commands/run/text_file.hpp"
#include "error/try.hpp"
#include "farm/server_error.hpp"
#include "json/flat.hpp"
#include "json/reader.hpp"
#include "system/large_pages.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using catalog::compiler::Tree;

// From here on a person is told what takes so long.
constexpr std::size_t large_description = std::size_t{16} << 20U;
// From here on large pages of memory save more than it costs to ask for them, and so does keeping equal texts
// once.
constexpr std::size_t large_text = std::size_t{4} << 20U;

struct Url {
    std::string origin;  // "https://host:port"
    std::string target;  // path and query
};

std::optional<Url> url_of(const std::string& source) {
    if (!source.starts_with("https://") && !source.starts_with("http://")) return std::nullopt;
    const auto authority = source.find("://") + 3;
    const auto end = std::min(source.find_first_of("/?#", authority), source.size());
    Url url{.origin = source.substr(0, end), .target = source.substr(end, source.find('#', end) - end)};
    if (!url.target.starts_with('/')) url.target.insert(0, "/");
    return url;
}

bool names_port(const std::string& origin) {
    const auto colon = origin.rfind(':');
    return colon != std::string::npos && colon > origin.find("://") &&
           origin.find(']', colon) == std::string::npos;
}

// Without a port the context's server is meant where the host is the same, else the web's own port.
Result<http::Endpoint> endpoint_of(const Url& url, const std::optional<http::Endpoint>& own) {
    auto endpoint = http::parse_endpoint(url.origin);
    if (!endpoint) return endpoint;
    const bool own_host = own && own->host == endpoint->host && own->tls == endpoint->tls;
    if (!names_port(url.origin) && endpoint->tls) endpoint->port = own_host ? own->port : std::uint16_t{443};
    return endpoint;
}

using Send = std::function<asio::awaitable<Result<http::Response>>(http::BodySink)>;

asio::awaitable<Result<>> fetch_into(std::string& text, Send send) {
    bool too_large = false;
    auto response = co_await send([&](std::string_view piece) -> Result<bool> {
        too_large = text.size() + piece.size() > largest_description;
        if (!too_large) text += piece;
        return !too_large;
    });
    if (!response) co_return response.error();
    if (!response->ok()) co_return farm::server_error("cannot read the API description", *response);
    if (too_large) co_return description_too_large("the API description");
    co_return Result<>{};
}

Result<std::string> fetch(Context& context, const Url& url) {
    std::optional<http::Endpoint> own;
    if (auto connection = session::connection_of(context.settings(), context.environment()))
        own = connection->endpoint;
    TRY_LET(auto endpoint, endpoint_of(url, own));
    http::Request request;
    request.target = url.target;
    std::string text;
    if (own && own->tls == endpoint.tls && own->host == endpoint.host && own->port == endpoint.port) {
        if (url.target.starts_with(own->base_path)) request.target = url.target.substr(own->base_path.size());
        TRY_LET(auto session, context.session());
        TRY(context.run([&] {
            return fetch_into(text,
                              [&](http::BodySink sink) { return session->send(request, std::move(sink)); });
        }));
        return text;
    }
    const auto settings = settings_with(context, {{"endpoint", http::to_string(endpoint)}});
    TRY_LET(auto connection, session::connection_of(settings, context.environment()));
    // Not through a session: the token is for the farm alone.
    TRY_LET(auto account, session::open_account(surroundings_of(context, settings), connection));
    TRY(context.run([&] {
        return fetch_into(
            text, [&](http::BodySink sink) { return account->client().send(request, std::move(sink)); });
    }));
    return text;
}

Result<Tree> built_in_names() {
    TRY_LET(const auto files, json::parse(catalog::built_in_tree()));
    Tree tree;
    for (const json::Value& file : files.as_array()) {
        const json::Value* name = file.find("file");
        const json::Value* content = file.find("content");
        auto added = catalog::compiler::add_to_tree(tree, name->as_string(), *content);
        if (!added) return added.error();
    }
    return tree;
}

// rasctl's own commands hide operations that are called like them, unless it means them to, as `session
// logoff`.
void take_own_names(catalog::compiler::Foreign& foreign) {
    const catalog::Catalog& known = catalog::Catalog::built_in();
    for (const HandWritten& one : hand_written_commands()) {
        const std::string name(one.name);
        if (name.find(' ') == std::string::npos && !known.noun(name)) foreign.taken_words.insert(name);
        if (!known.command(name)) foreign.taken_commands.insert(name);
    }
}

Result<> open(LoadedCatalog& loaded) {
    TRY_LET(auto opened, catalog::Catalog::open(loaded.bytes));
    loaded.catalog.emplace(opened);
    return {};
}

// Tells a person what takes so long, and the system how much memory it will.
void expect_large(Context& context, std::size_t size) {
    if (size >= large_description) context.note(fmt::format("rasctl: compiling {} MiB", size >> 20U));
    // What is made of it takes up to twice as much, and what is not touched costs nothing.
    if (size >= large_text) system::expect_allocations(2 * size);
}

Result<json::Flat> flat_of(const std::string& source, std::string text) {
    auto content = json::Flat::read(std::move(text));
    if (content) return content;
    return Error{.exit_code = ExitCode::invalid,
                 .what = "cannot use the API description " + source,
                 .why = content.error().why};
}

// Plain JSON piece by piece; of anything else, and of what cannot be read, the whole text tells more.
Result<json::Flat> read_large(Context& context, const std::string& file, std::size_t size) {
    expect_large(context, size);
    if (const auto pieces = pieces_of(file))
        if (auto content = json::Flat::read_plain(pieces, size)) return std::move(*content);
    TRY_LET(auto text, read_text_file(context, file, largest_description));
    return flat_of(file, std::move(text));
}

Result<LoadedCatalog> compile_content(json::Flat content) {
    TRY_LET(auto tree, built_in_names());
    catalog::compiler::Foreign foreign;
    foreign.known = &catalog::Catalog::built_in();
    take_own_names(foreign);
    std::vector<catalog::compiler::FlatDocument> documents;
    documents.push_back({.name = {}, .content = std::move(content)});
    TRY_LET(auto image, catalog::compiler::compile(std::move(documents), tree, foreign));
    LoadedCatalog loaded{.bytes = std::move(image)};
    TRY(open(loaded));
    loaded.remarks = std::move(foreign.remarks);
    return loaded;
}

}  // namespace

Error description_too_large(const std::string& what) {
    return {.exit_code = ExitCode::invalid,
            .what = "cannot read " + what,
            .why = fmt::format("it is larger than {} MiB", largest_description >> 20U)};
}

Result<LoadedCatalog> compile_description(Context& context, const std::string& source) {
    const auto url = url_of(source);
    // A file that is too large is refused by its size, before any of it is read.
    std::error_code unknown;
    const auto size = url || source == "-" ? 0 : std::filesystem::file_size(source, unknown);
    if (!unknown && size > largest_description) return description_too_large(source);
    if (!unknown && size >= large_text) {
        TRY_LET(auto content, read_large(context, source, size));
        return compile_content(std::move(content));
    }
    TRY_LET(auto text, url ? fetch(context, *url) : read_text_file(context, source, largest_description));
    return compile_text(context, source, std::move(text));
}

Result<LoadedCatalog> compile_text(Context& context, const std::string& source, std::string text) {
    expect_large(context, text.size());
    TRY_LET(auto content, flat_of(source, std::move(text)));
    return compile_content(std::move(content));
}

std::filesystem::path imported_file(const Context& context) {
    return imported_catalog(context.paths(), context.settings().context());
}

Result<std::shared_ptr<const catalog::Catalog>> load_imported(const Context& context) {
    return open_catalog_file(imported_file(context));
}

}  // namespace rasctl::commands
