#include "commands/run/catalog/server_description.hpp"

#include <array>

#include "error/try.hpp"
#include "http/message.hpp"
#include "session/session.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;

constexpr std::array<std::string_view, 9> places{"/swagger/v1/swagger.json",
                                                 "/swagger/v1.0/swagger.json",
                                                 "/api/swagger/v1/swagger.json",
                                                 "/swagger/v1/swagger.yaml",
                                                 "/openapi/v1.json",
                                                 "/openapi.json",
                                                 "/api/openapi.json",
                                                 "/swagger.json",
                                                 "/api-docs/v1/swagger.json"};

struct Found {
    std::string place;
    std::string text;
};

asio::awaitable<Result<>> look(session::Session& session, Found& found) {
    for (const std::string_view place : places) {
        http::Request request;
        request.target = place;
        found = {.place = std::string(place), .text = {}};
        auto response = co_await session.send(request, [&](std::string_view piece) -> Result<bool> {
            found.text += piece;
            return found.text.size() <= largest_description && begins_like_description(found.text);
        });
        if (!response) co_return response.error();
        if (response->ok() && found.text.size() > largest_description)
            co_return description_too_large("the API description at " + found.place);
        if (response->ok() && is_description(found.text)) co_return Result<>{};
    }
    Error error{.exit_code = ExitCode::not_found,
                .what = "the server offers no description of its API",
                .why = "it is at none of the usual places",
                .hint = "rasctl catalog import FILE takes the one that the vendor publishes"};
    for (const std::string_view place : places) error.details.emplace_back(place);
    co_return error;
}

}  // namespace

std::span<const std::string_view> places_of_descriptions() {
    return places;
}

bool is_description(std::string_view text) {
    const std::string_view begin = text.substr(0, description_beginning);
    return begin.find("openapi") != std::string_view::npos && begin.find("<html") == std::string_view::npos;
}

bool begins_like_description(std::string_view text) {
    return text.size() < description_beginning || is_description(text);
}

Result<LoadedCatalog> description_of_server(Context& context) {
    TRY_LET(auto session, context.session());
    Found found;
    TRY(context.run([&] { return look(*session, found); }));
    context.note("rasctl: found at " + found.place);
    return compile_text(context, found.place, std::move(found.text));
}

}  // namespace rasctl::commands
