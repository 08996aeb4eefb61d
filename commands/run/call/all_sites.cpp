#include "commands/run/call/all_sites.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/line/site_options.hpp"
#include "error/try.hpp"
#include "json/writer.hpp"

namespace rasctl::commands {

namespace asio = boost::asio;

Result<> check_all_sites(const catalog::Operation& operation, const Arguments& arguments, bool per_target) {
    if (!arguments.on(all_sites_option)) return {};
    const std::string command(operation.command().name());
    Error error{.exit_code = ExitCode::usage, .what = fmt::format("'{}'", command)};
    if (arguments.given("site")) {
        error.why = "--all-sites asks every site, --site one: give one of them";
        return error;
    }
    if (per_target) {
        error.why = "--all-sites lists what every site has, a target names one thing";
        error.hint = fmt::format("rasctl {} --all-sites", command);
        return error;
    }
    if (!site_query(operation)) {
        error.why = "this server takes no site here, so --all-sites has nothing to ask for";
        error.hint = fmt::format("rasctl {}", command);
        return error;
    }
    return {};
}

asio::awaitable<Result<std::vector<Target>>> sites_of_farm(farm::Directory& directory) {
    const auto list = directory.list_for_kind("Site");
    if (!list) co_return Error{.what = "--all-sites", .why = "the catalogue knows no list of sites"};
    CO_TRY_LET(auto entries, co_await directory.entries(*list, {}));
    std::vector<Target> sites;
    for (const farm::Entry& entry : *entries)
        if (!entry.id.empty()) sites.push_back({entry.id, entry.name});
    if (sites.empty())
        co_return Error{.what = "--all-sites", .why = "the server lists no site", .hint = "rasctl site list"};
    co_return sites;
}

farm::Arguments for_site(const catalog::Operation& operation, farm::Arguments arguments, const Target& site) {
    const auto name = site_query(operation);
    if (!name) return arguments;
    std::erase_if(arguments.query, [&](const auto& one) { return one.first == *name; });
    arguments.query.emplace_back(*name, json::Value(site.id));
    return arguments;
}

std::vector<json::Value> RowsOfSites::fresh(json::Value answer) {
    std::vector<json::Value> rows;
    if (answer.is_null()) return rows;
    if (answer.is_array())
        for (json::Value& row : answer.as_array()) rows.push_back(std::move(row));
    else
        rows.push_back(std::move(answer));
    std::vector<std::string> texts;
    std::erase_if(rows, [&](const json::Value& row) {
        std::string text = json::write(row);
        if (seen_.contains(text)) return true;
        texts.push_back(std::move(text));
        return false;
    });
    // A site may have the same row twice: those of one answer all count.
    seen_.insert(texts.begin(), texts.end());
    return rows;
}

void SitesSeen::see(const json::Value& row) {
    const json::Value* site = row.is_object() ? row.as_object().find_ignoring_case("siteId") : nullptr;
    if (site) ids_.insert(site->scalar_text());
}

std::string SitesSeen::note(const std::vector<Target>& sites) const {
    constexpr std::string_view ask = "--all-sites asks every site";
    if (sites.size() < 2) return {};
    std::string names;
    std::size_t covered = 0;
    for (const Target& site : sites) {
        if (!ids_.contains(site.id)) continue;
        ++covered;
        names += (names.empty() ? "" : ", ") + (site.name.empty() ? site.id : site.name);
    }
    if (covered == sites.size()) return fmt::format("covers all {} sites ({})", covered, names);
    if (covered == 0)
        return fmt::format("covers one site or all {}, the server does not tell; {}", sites.size(), ask);
    return fmt::format("covers {} of {} sites ({}); {}", covered, sites.size(), names, ask);
}

}  // namespace rasctl::commands
