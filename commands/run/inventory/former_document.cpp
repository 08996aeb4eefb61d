#include "commands/run/inventory/former_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>

#include "commands/run/farm/farm_documents.hpp"
#include "commands/run/farm/wanted_documents.hpp"
#include "commands/run/text_file.hpp"
#include "error/try.hpp"
#include "json/reader.hpp"
#include "state/difference.hpp"
#include "state/minimal.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;

bool is_export(const std::string& place) {
    std::error_code ignored;
    const std::string ending = std::filesystem::path(place).extension().string();
    return ending == ".yaml" || ending == ".yml" || std::filesystem::is_directory(place, ignored);
}

// Whether it was written by `export --minimal`: then the farm of today leaves its defaults out as well.
bool is_minimal(const FarmDocuments& farm, const std::vector<state::Document>& exported) {
    return std::ranges::all_of(exported, [&](const state::Document& document) {
        const state::Kind* kind = farm.kinds->find(document.key.kind);
        return kind == nullptr || state::minimal_spec(*kind, document.spec) == document.spec;
    });
}

// Those of the export that would be there today were they in the farm: of kinds that could be read, and of
// the site alone that --site names.
std::vector<state::Document> documents_to_compare(Context& context,
                                                  const std::vector<state::Document>& exported,
                                                  const FarmDocuments& farm,
                                                  const std::vector<state::Document>& today) {
    std::set<std::string> sites;
    if (context.settings().is_set(config::SettingId::site))
        for (const state::Document& document : today) sites.insert(document.key.site);
    std::vector<state::Document> before;
    std::ranges::copy_if(exported, std::back_inserter(before), [&](const state::Document& document) {
        const state::Key& key = document.key;
        const bool is_unread = std::ranges::any_of(farm.snapshot.not_read, [&](const auto& one) {
            return one.first == key.kind || one.first.starts_with(key.kind + " ");
        });
        return !is_unread && (sites.empty() || key.site.empty() || sites.contains(key.site));
    });
    return before;
}

std::string_view word_of_act(state::Act act) {
    if (act == state::Act::create) return "added";
    return act == state::Act::remove ? "removed" : "changed";
}

void add_changes(const state::Change& change, std::vector<inventory::Change>& changes) {
    inventory::Change one{.act = std::string(word_of_act(change.act)),
                          .kind = change.key.kind,
                          .site = change.key.site,
                          .name = change.key.name};
    if (change.act != state::Act::update) {
        changes.push_back(std::move(one));
        return;
    }
    for (const state::FieldChange& field : change.fields) {
        one.field = field.path;
        one.before = field.before ? state::shown_value(*field.before) : "";
        one.after = field.after ? state::shown_value(*field.after) : "";
        changes.push_back(one);
    }
}

}  // namespace

Result<FormerDocument> read_former_document(Context& context, const std::string& place) {
    FormerDocument former{.named = place == "-" ? "stdin" : terminal::sanitize(place)};
    if (is_export(place)) {
        TRY_LET(auto exported, read_wanted(context, {place}, Arguments()));
        former.is_export = true;
        former.exported = std::move(exported);
        return former;
    }
    TRY_LET(const auto text, read_text_file(context, place));
    auto value = json::parse(text);
    if (!value)
        return Error{.exit_code = ExitCode::usage,
                     .what = fmt::format("{} is no inventory", former.named),
                     .why = value.error().why,
                     .hint = "write one with: rasctl inventory -o json --output-file farm.json"};
    TRY(inventory::check_former(*value, former.named));
    former.document = std::move(*value);
    return former;
}

asio::awaitable<Result<>> compare_with_former(Context& context, const FormerDocument& former,
                                              inventory::Document& document) {
    if (!former.is_export) {
        CO_TRY_LET(auto compared, inventory::compare(former.document, document, former.named));
        document.comparison = std::move(compared);
        co_return Result<>{};
    }
    FarmChoice choice = choice_of(former.exported);
    CO_TRY_LET(auto farm, co_await read_farm(context, std::move(choice)));
    const auto today = farm.documents(is_minimal(farm, former.exported));
    const auto before = documents_to_compare(context, former.exported, farm, today);
    const auto changes = state::compare(before, today, state::Absence::means_gone, true);
    inventory::Comparison comparison{.with = fmt::format("the export {}", former.named)};
    for (const state::Change& change : changes) add_changes(change, comparison.changes);
    document.comparison = std::move(comparison);
    co_return Result<>{};
}

}  // namespace rasctl::commands
