#include "commands/run/inventory/inventory_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>

#include "commands/run/farm/farm_status.hpp"
#include "commands/run/inventory/farm_charts.hpp"
#include "commands/run/inventory/object_table.hpp"
#include "commands/run/inventory/published_tree.hpp"
#include "commands/run/inventory/recent_changes.hpp"
#include "farm/row_member.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

using farm::text_of;
using inventory::Chapter;
using inventory::Document;
using inventory::Meaning;
using inventory::Table;

// Which nouns stand together, in the order of reading. What none names comes under "More objects".
struct ChapterPlan {
    std::string_view key, title;
    std::span<const std::string_view> nouns;
};

constexpr std::array<std::string_view, 1> site_nouns{"site"};
constexpr std::array<std::string_view, 10> server_nouns{"broker",
                                                        "gateway",
                                                        "halb",
                                                        "enrollment-server",
                                                        "provider",
                                                        "rds host",
                                                        "provider vm host",
                                                        "provider vm vdi-host",
                                                        "provider vm avd-host",
                                                        "tenant"};
constexpr std::array<std::string_view, 16> pool_nouns{"rds pool",
                                                      "vdi pool",
                                                      "avd pool",
                                                      "avd workspace",
                                                      "rds template",
                                                      "vdi template",
                                                      "avd template",
                                                      "rds template version",
                                                      "vdi template version",
                                                      "avd template version",
                                                      "rds host schedule",
                                                      "rds pool schedule",
                                                      "vdi pool schedule",
                                                      "avd pool schedule",
                                                      "provider vm vdi-host schedule",
                                                      "provider vm avd-host schedule"};
constexpr std::array<std::string_view, 1> policy_nouns{"policy"};
constexpr std::array<std::string_view, 1> certificate_nouns{"certificate"};
constexpr std::array<std::string_view, 8> access_nouns{
    "mfa",          "saml-idp",         "logon-hours", "excluded-ad-group",
    "custom-route", "tunneling-policy", "admin",       "theme"};

constexpr std::array<ChapterPlan, 6> plans{{
    {"sites", "Sites", site_nouns},
    {"servers", "Servers", server_nouns},
    {"pools", "Pools, templates and schedules", pool_nouns},
    {"policies", "Client policies", policy_nouns},
    {"certificates", "Certificates", certificate_nouns},
    {"access", "Logon and administration", access_nouns},
}};

// Lists that have a chapter of their own, or show in another form what it shows.
bool stands_elsewhere(std::string_view noun) {
    return noun == "session" || noun == "agent" || noun.starts_with("pub ") || noun.ends_with(" session") ||
           noun == "admin session";
}

// Abbreviations at the beginning of a label are written as such: "RDS hosts".
std::string capitalized(std::string label) {
    for (const std::string_view word : {"rds", "vdi", "avd"})
        if (label.starts_with(word)) label.replace(0, word.size(), upper_case(word));
    if (!label.empty()) label.front() = to_upper(label.front());
    return label;
}

class Maker {
  public:
    Maker(const FarmReading& reading, const std::string& read_at)
        : reading_(reading), names_(reading.answers), status_(judge_farm(reading.answers)) {
        document_.endpoint = reading.endpoint;
        document_.version = reading.version;
        document_.read_at = read_at;
    }

    Document make() {
        findings();
        for (const ChapterPlan& plan : plans) {
            document_.chapters.push_back(planned(plan));
            if (plan.key == "sites") continue;
            if (plan.key == "servers") {
                document_.chapters.back().charts.push_back(states_chart(status_));
                for (inventory::Bar& bar : document_.chapters.back().charts.back().bars)
                    bar.label = capitalized(bar.label);
            }
            if (plan.key == "certificates")
                document_.chapters.back().charts.push_back(certificates_chart(reading_));
            if (plan.key == "pools") document_.chapters.push_back(published());
        }
        document_.chapters.push_back(sessions());
        document_.chapters.push_back(more_objects());
        document_.chapters.push_back(settings());
        document_.chapters.push_back(recent_changes(reading_));
        document_.not_read = reading_.answers.not_seen;
        for (const auto& [item, why] : reading_.filters.not_seen)
            document_.not_read.emplace_back(fmt::format("filter of published item {}", item), why);
        facts();
        tell_titles_apart();
        return std::move(document_);
    }

  private:
    const Answer* list_of(std::string_view noun) const {
        const Answer* list = reading_.answers.find(fmt::format("{} list", noun));
        return list ? list : reading_.answers.find(fmt::format("{} status", noun));
    }

    Chapter planned(const ChapterPlan& plan) {
        Chapter chapter{.key = std::string(plan.key), .title = std::string(plan.title)};
        for (const std::string_view noun : plan.nouns) {
            placed_.insert(std::string(noun));
            if (const Answer* list = list_of(noun))
                chapter.tables.push_back(object_table(reading_, *list, names_));
        }
        return chapter;
    }

    Chapter published() {
        return {.key = "published",
                .title = "Published resources",
                .note =
                    "Folders with what is in them. The arrow tells who reaches an item, as far as rules "
                    "and filters say.",
                .items = published_tree(reading_)};
    }

    Chapter sessions() {
        Chapter chapter{.key = "sessions", .title = "Sessions"};
        if (!status_.sessions_seen) {
            chapter.note = "Sessions could not be read.";
            return chapter;
        }
        chapter.note = fmt::format("{} sessions of {} users", status_.sessions, status_.users);
        for (const auto& [state, count] : status_.session_states)
            chapter.note += fmt::format(", {} {}", count, state);
        chapter.note += ".";
        chapter.charts.push_back(sessions_chart(reading_));
        return chapter;
    }

    Chapter more_objects() {
        Chapter chapter{.key = "more", .title = "More objects"};
        for (const auto& [command, answer] : reading_.answers.seen) {
            const catalog::Noun noun = answer.operation.command().noun();
            if (answer.operation.command().verb() != "list" || placed_.contains(std::string(noun.name())) ||
                stands_elsewhere(noun.name()) || answer.rows().empty())
                continue;
            chapter.tables.push_back(object_table(reading_, answer, names_));
        }
        return chapter;
    }

    Chapter settings() {
        Chapter chapter{.key = "settings",
                        .title = "Settings that differ from their defaults",
                        .note =
                            "Settings of sites and of the farm. A default is told where it is known; "
                            "without one, what is empty, 0 or no is left out."};
        std::string usual;
        for (std::size_t i = 0; i < reading_.settings.size();) {
            std::vector<const SiteSettings*> alike;
            const auto command = reading_.settings[i].operation.command();
            for (; i < reading_.settings.size() && reading_.settings[i].operation.command() == command; ++i)
                alike.push_back(&reading_.settings[i]);
            Table table = settings_table(reading_, alike, names_);
            if (shared_settings(table).empty())
                usual += fmt::format("{}{}", usual.empty() ? "" : "; ", table.title);
            else
                chapter.tables.push_back(std::move(table));
        }
        if (!usual.empty()) chapter.note += fmt::format(" Nothing differs in: {}.", usual);
        return chapter;
    }

    // Two tables of one title are told apart by their nouns.
    void tell_titles_apart() {
        std::map<std::string, std::size_t> counts;
        for (const Chapter& chapter : document_.chapters)
            for (const Table& table : chapter.tables) ++counts[table.title];
        for (Chapter& chapter : document_.chapters)
            for (Table& table : chapter.tables)
                if (counts[table.title] > 1) table.title += fmt::format(" ({})", table.key);
    }

    void findings() {
        for (const Finding& finding : status_.findings)
            document_.findings.push_back(
                {finding.severity == Severity::wrong ? Meaning::wrong : Meaning::attention, finding.kind,
                 finding.name, finding.text});
    }

    void fact(std::string label, std::string value) {
        if (!value.empty()) document_.facts.emplace_back(std::move(label), std::move(value));
    }

    void facts() {
        for (const SiteSettings& one : reading_.settings)
            if (one.operation.command().name() == "farm settings get")
                fact("Name of the farm", text_of(one.value, "farmName"));
        if (reading_.version != 0) fact("Version of the server", std::to_string(reading_.version));
        std::string sites;
        for (const auto& [id, name] : reading_.sites)
            sites += fmt::format("{}{}", sites.empty() ? "" : ", ", name.empty() ? id : name);
        fact(reading_.has_several_sites() ? "Sites" : "Site", sites);
        for (const ServerGroup& group : status_.groups)
            if (group.key != "sites") fact(capitalized(group.label), std::to_string(group.count));
        if (const auto& items = reading_.answers.rows_of(item_list); !items.empty())
            fact("Published items", std::to_string(items.size()));
        if (status_.sessions_seen) fact("Sessions", std::to_string(status_.sessions));
        fact("Licence", text_of(status_.license, "licenseType"));
        fact("Licensed users", text_of(status_.license, "usersLicenseInfo"));
        fact("Licence ends", text_of(status_.license, "expiryDate"));
    }

    const FarmReading& reading_;
    ObjectNames names_;
    FarmStatus status_;
    std::set<std::string> placed_;
    Document document_;
};

}  // namespace

Document inventory_document(const FarmReading& reading, const std::string& read_at) {
    return Maker(reading, read_at).make();
}

}  // namespace rasctl::commands
