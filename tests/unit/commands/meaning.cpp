// Words that are no true ones lead to the true ones, and never shadow them.
#include <catch2/catch.hpp>

#include "commands/line/cmdlet.hpp"
#include "commands/line/command_path.hpp"
#include "commands/line/command_search.hpp"
#include "commands/line/suggestions.hpp"
#include "commands/line/synonym_check.hpp"

namespace rasctl::commands {
namespace {

const catalog::Catalog& catalog_in_use() {
    return catalog::Catalog::built_in();
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(' ', at), text.size());
        words.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

std::string meant(std::string_view line) {
    const CommandPath path = find_command(catalog_in_use(), split(line));
    if (!path.unknown.empty()) return "?" + path.unknown;
    std::string text = path.name();
    for (const std::string& word : path.rest) text += " " + word;
    return text;
}

}  // namespace

TEST_CASE("every command is found by its own words, with nothing read into them") {
    for (const catalog::Command command : catalog_in_use().commands()) {
        const auto words = split(command.name());
        const CommandPath path = find_command(catalog_in_use(), words);
        CHECK(path.name() == command.name());
        CHECK(path.words == words);
    }
}

TEST_CASE("no synonym shadows a true word, and each leads somewhere") {
    for (const std::string& wrong : wrong_synonyms(catalog_in_use())) FAIL_CHECK(wrong);
}

TEST_CASE("what people put between words says nothing, joins a value, or is one word in two") {
    CHECK(meant("list all gateways") == "gateway list");
    CHECK(meant("show me the gateways -o json") == "gateway list -o json");
    CHECK(meant("log off alice") == "session logoff alice");
    CHECK(meant("sessions on rdsh01") == "session list on rdsh01");
    CHECK(meant("gateway on gw1") == "gateway update --enabled gw1");
    CHECK(meant("rds pool add Office rdsh40") == "rds pool member add Office rdsh40");
    CHECK(meant("rds pool add Warehouse") == "rds pool create Warehouse");
    CHECK(meant("theme rename all Night") == "theme update all --new-name=Night");
}

TEST_CASE("words that people say") {
    CHECK(meant("gateways ls") == "gateway list");
    CHECK(meant("get gateway gw1 -o json") == "gateway get gw1 -o json");
    CHECK(meant("-o json list rds hosts") == "rds host list -o json");
    CHECK(meant("rds host restart a b") == "rds host reboot a b");
    CHECK(meant("rds host disable a") == "rds host update --no-enabled a");
    CHECK(meant("theme rename Dark Night --yes") == "theme update Dark --new-name=Night --yes");
    CHECK(meant("logoff alice") == "session logoff alice");
    CHECK(meant("pool list") == "?pool");
    CHECK(meant("nothing at all") == "?nothing");
}

// Where each word were tried with all others, this would not end in the time that tests have.
TEST_CASE("a line of many words that all may mean something is read to its end") {
    for (const char* const word : {"get", "list", "user", "app", "drain", "help", "pool"}) {
        const std::vector<std::string> words(10'000, word);
        const CommandPath path = find_command(catalog_in_use(), words);
        CHECK(!unknown_command(catalog_in_use(), path).what.empty());
    }
}

TEST_CASE("search finds by name, text, field, value and synonym") {
    const auto first = [](std::string_view words) {
        const auto found = search_commands(catalog_in_use(), split(words), 3);
        return found.empty() ? std::string() : found.front().name;
    };
    CHECK(first("gateway create") == "gateway create");
    CHECK(first("message") == "session message");
    CHECK(first("logoff user") == "session logoff");
    CHECK(first("reboot host") == "rds host reboot");
    CHECK(first("license") == "license get");
    CHECK(first("backup") == "settings export");
    CHECK(first("lets encrypt certificate") == "certificate generate-lets-encrypt");
    CHECK(first("wordthatisnowhere").empty());
    CHECK(search_commands(catalog_in_use(), {"the", "of"}, 3).empty());
}

TEST_CASE("cmdlets lead to commands by rule") {
    const auto first = [](std::string_view name) {
        const auto meaning = meaning_of_cmdlet(catalog_in_use(), name);
        if (!meaning) return std::string("no cmdlet");
        return meaning->commands.empty() ? "none: " + meaning->without : meaning->commands.front();
    };
    CHECK(first("New-RASRDSHost") == "rds host create");
    CHECK(first("remove-rasgw") == "gateway delete");
    CHECK(first("Get-RASPA") == "broker list");
    CHECK(first("Set-RASRDSGroup") == "rds pool update");
    CHECK(first("Get-RASVDIHostPool") == "vdi pool list");
    CHECK(first("New-RASFarm").starts_with("none: "));
    CHECK(first("New-Item") == "no cmdlet");
    CHECK(first("gateway") == "no cmdlet");
}

TEST_CASE("a noun and a name in one word are two, and the noun is said once") {
    CHECK(meant("drain host/rdsh01 host/rdsh02") == "rds host drain rdsh01 rdsh02");
    CHECK(meant("host drain host/rdsh01") == "rds host drain rdsh01");
    // A slash in what follows an option, or behind no noun, is somebody's own.
    CHECK(meant("get gateways --jq host/x") == "gateway list --jq host/x");
    CHECK(meant("get gateway a/b") == "gateway get a/b");
}

TEST_CASE("a target stands before its verb only where it can be nothing else") {
    CHECK(meant("gateway gw1 disable") == "gateway update --no-enabled gw1");
    CHECK(meant("host rdsh01 reboot") == "rds host reboot rdsh01");
    CHECK(meant("rds host agent update").starts_with("?"));
    CHECK(meant("gateway delete update") == "gateway delete update");
}

TEST_CASE("a word before a list's noun says which of its rows are meant") {
    CHECK(meant("list idle sessions") == "session list --state=idle");
    CHECK(meant("disabled gateways") == "gateway list --where=enabled=false");
    CHECK(meant("shiny gateways").starts_with("?"));
    // An act is never made of a word that describes.
    CHECK(meant("logoff idle sessions") == "session logoff idle sessions");
}

}  // namespace rasctl::commands
