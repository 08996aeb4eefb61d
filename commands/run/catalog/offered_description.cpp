#include "commands/run/catalog/offered_description.hpp"

#include <fmt/format.h>

#include <chrono>

#include "commands/run/catalog/catalog_file.hpp"
#include "commands/run/catalog/server_description.hpp"
#include "config/atomic_file.hpp"
#include "session/logon.hpp"
#include "system/file.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

// No more than a person waits for without wondering.
constexpr milliseconds longest_look{2'000};

// What is kept of a look: the version that the server had then. A newer one may offer more.
std::string mark_of(const DescriptionOffer& offer) {
    return fmt::format("{}\n", offer.server_version);
}

// Keeps that somebody looked, before it is done: a server that is slow to answer costs one logon, not each.
// False where nothing can be kept, so that it would be told at every logon.
bool mark(const Context& context, const DescriptionOffer& offer) {
    const auto file = looked_for_description(context.paths(), offer.context);
    return system::create_private_directories(file.parent_path()) &&
           config::write_atomically(file, mark_of(offer), config::Symlinks::refuse,
                                    config::Lasting::while_powered);
}

// Whether the place holds a description; nothing where the server did not say.
asio::awaitable<std::optional<bool>> is_at(http::Client& client, const terminal::Secret& token,
                                           std::string_view place, milliseconds left) {
    std::string begin;
    http::Request request;
    request.target = place;
    request.deadlines = http::Deadlines{.first_byte = left, .between_bytes = left, .whole = left};
    auto response = co_await client.send(session::prepared(std::move(request), &token),
                                         [&begin](std::string_view piece) -> Result<bool> {
                                             begin += piece;
                                             return begin.size() < description_beginning;
                                         });
    // A server that limits requests needs what is left of them for better things.
    if (!response || response->status == 429 || response->status >= 500) co_return std::nullopt;
    co_return response->ok() && is_description(begin);
}

}  // namespace

bool is_worth_looking(Context& context, const DescriptionOffer& offer) {
    if (!context.streams().error_is_terminal() || context.settings().on(config::SettingId::quiet) ||
        context.paths().cache_directory.empty())
        return false;
    std::error_code ignored;
    if (std::filesystem::exists(imported_catalog(context.paths(), offer.context), ignored)) return false;
    constexpr std::size_t longest_mark = 100;
    const auto found =
        system::read_file(looked_for_description(context.paths(), offer.context), longest_mark);
    return !found || !*found || **found != mark_of(offer);
}

asio::awaitable<void> mention_offered_description(Context& context, http::Client& client,
                                                  const terminal::Secret& token, DescriptionOffer offer) {
    if (!mark(context, offer)) co_return;
    const auto end = steady_clock::now() + longest_look;
    for (const std::string_view place : places_of_descriptions()) {
        const auto left = std::chrono::duration_cast<milliseconds>(end - steady_clock::now());
        if (left <= milliseconds{0}) co_return;
        const std::optional<bool> there = co_await is_at(client, token, place, left);
        if (!there) co_return;
        if (!*there) continue;
        context.note(
            fmt::format("the server offers its own description of the API at {}\n"
                        "hint: rasctl catalog import --from-server",
                        place));
        co_return;
    }
}

}  // namespace rasctl::commands
