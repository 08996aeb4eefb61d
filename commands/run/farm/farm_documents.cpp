#include "commands/run/farm/farm_documents.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/line/spelling.hpp"
#include "commands/run/call/progress_ticker.hpp"
#include "commands/run/farm/counted_session.hpp"
#include "error/try.hpp"
#include "state/curated.hpp"
#include "state/minimal.hpp"
#include "terminal/progress.hpp"
#include "terminal/sanitize.hpp"
#include "text/nearest.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using config::SettingId;

bool begins_a_kind(const state::Kinds& kinds, const std::string& noun) {
    return std::ranges::any_of(kinds.all(), [&](const state::Kind& kind) {
        return kind.name == noun || kind.name.starts_with(noun + " ");
    });
}

// The word as kinds have it: "policies" is "policy".
std::string word_of_kinds(const state::Kinds& kinds, const std::string& word) {
    for (const state::Kind& kind : kinds.all())
        for (std::size_t at = 0; at < kind.name.size();) {
            const auto end = std::min(kind.name.find(' ', at), kind.name.size());
            if (const std::string one = kind.name.substr(at, end - at); same_word(one, word)) return one;
            at = end + 1;
        }
    return word;
}

state::Document document_of(const state::Object& object, const state::Names& names, bool minimal) {
    state::Document document{.key = object.key};
    document.spec = state::spec_of(*object.kind, object.thing, names, object.site_id);
    if (minimal) document.spec = state::minimal_spec(*object.kind, document.spec);
    return document;
}

}  // namespace

std::vector<state::Document> FarmDocuments::documents(bool minimal) const {
    std::vector<state::Document> documents;
    documents.reserve(snapshot.objects.size());
    for (const state::Object& object : snapshot.objects)
        documents.push_back(document_of(object, snapshot.names, minimal));
    return documents;
}

std::vector<state::Document> FarmDocuments::exported(bool minimal) const {
    std::vector<state::Document> kept = documents(minimal);
    for (state::Document& document : kept) state::drop_resolved(document.spec);
    return kept;
}

std::vector<state::Document> FarmDocuments::take_exported(bool minimal) {
    std::vector<state::Document> documents;
    documents.reserve(snapshot.objects.size());
    for (state::Object& object : snapshot.objects) {
        documents.push_back(document_of(object, snapshot.names, minimal));
        state::drop_resolved(documents.back().spec);
        object.thing = {};
    }
    return documents;
}

Result<std::vector<std::string>> nouns_of_words(const catalog::Catalog& catalog, const std::string& command,
                                                const std::vector<std::string>& words) {
    if (words.empty()) return std::vector<std::string>();
    const state::Kinds kinds(catalog, 0);
    std::vector<std::string> nouns;
    for (std::size_t i = 0; i < words.size();) {
        std::size_t taken = 0;
        std::string noun, longest;
        for (std::size_t end = i; end < words.size(); ++end) {
            noun += (noun.empty() ? "" : " ") + word_of_kinds(kinds, words[end]);
            if (!begins_a_kind(kinds, noun)) continue;
            longest = noun;
            taken = end + 1 - i;
        }
        if (taken == 0) {
            std::vector<std::string> names;
            for (const state::Kind& kind : kinds.all()) names.push_back(kind.name);
            const auto close = nearest(words[i], names);
            const std::string own = fmt::format("{} {}", words[i], command);
            const bool has_own = catalog.command(own).has_value();
            return Error{.exit_code = ExitCode::usage,
                         .what = fmt::format("'{}' is no kind of document", words[i]),
                         .why = close ? fmt::format("did you mean '{}'?", *close)
                                      : "it is none of those that the farm's documents have",
                         .hint = has_own ? fmt::format("did you mean: rasctl {}", own)
                                         : fmt::format("rasctl {} --help", command)};
        }
        nouns.push_back(longest);
        i += taken;
    }
    return nouns;
}

asio::awaitable<Result<FarmDocuments>> read_farm(Context& context, FarmChoice choice) {
    CO_TRY_LET(auto session, context.session());
    CO_TRY_LET(auto version, co_await session->server_version());
    FarmDocuments farm{.kinds = std::make_unique<state::Kinds>(context.catalog(), version),
                       .version = version};
    terminal::Progress bar(context.streams(), "reading the farm", std::nullopt, terminal::Unit::items,
                           !context.settings().on(SettingId::quiet));
    const ProgressTicker ticker(context, bar);
    state::Reading reading{.kinds = std::move(choice.nouns), .sites = std::move(choice.sites)};
    if (reading.sites.empty() && context.settings().is_set(SettingId::site))
        reading.sites.push_back(context.settings().text(SettingId::site));
    reading.at_once =
        static_cast<std::size_t>(std::max<std::int64_t>(context.settings().integer(SettingId::parallel), 1));
    reading.on_progress = [&](std::size_t done, std::optional<std::size_t> total) {
        bar.set_total(total);
        bar.set_done(done);
    };
    CountedSession counted(*session);
    state::Reader reader(counted, context.catalog(), *farm.kinds, std::move(reading));
    auto snapshot = co_await reader.run();
    bar.finish();
    counted.tell(context, "read the farm");
    if (!snapshot) co_return snapshot.error();
    farm.snapshot = std::move(*snapshot);
    for (const auto& [what, why] : farm.snapshot.not_read) {
        const std::string line = fmt::format("rasctl: cannot read {}: {}", what, why);
        [[maybe_unused]] const auto said = context.streams().say(terminal::sanitize(line));
    }
    co_return farm;
}

}  // namespace rasctl::commands
