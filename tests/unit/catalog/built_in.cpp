// What must hold for the catalogue that rasctl carries.
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "catalog/built_in.hpp"
#include "catalog/catalog.hpp"
#include "catalog/compiler/tree.hpp"
#include "json/reader.hpp"

namespace rasctl::catalog {

TEST_CASE("every operation belongs to exactly one command") {
    const Catalog& catalog = Catalog::built_in();
    CHECK(catalog.operations().size() == 1388);
    std::set<std::uint32_t> seen;
    for (const Command command : catalog.commands())
        for (std::size_t i = 0; i < command.operation_count(); ++i) {
            // `add` and `remove` use the operation that replaces the list, which is another command's.
            if (command.changes_members()) continue;
            const Operation one = command.operation(i);
            CHECK(seen.insert(one.index()).second);
            CHECK(one.command().name() == command.name());
        }
    CHECK(seen.size() == catalog.operations().size());
}

TEST_CASE("commands and nouns are found by their names") {
    const Catalog& catalog = Catalog::built_in();
    for (const Command command : catalog.commands()) REQUIRE(catalog.command(command.name()) == command);
    for (const Noun noun : catalog.nouns()) {
        REQUIRE(catalog.noun(noun.name()) == noun);
        CHECK_FALSE(noun.summary().empty());
    }
}

TEST_CASE("paths are called as the design says") {
    const Catalog& catalog = Catalog::built_in();
    const std::pair<const char*, const char*> rows[] = {
        {"gateway list", "/api/Gateway"},
        {"gateway get", "/api/Gateway/{id}"},
        {"gateway defaults get", "/api/GatewayDefaultSettings"},
        {"rds host list", "/api/RDS/Host"},
        {"rds host drain", "/api/RDS/Host/{id}/Drain"},
        {"license get", "/api/License"},
        {"settings apply", "/api/Settings/apply"},
        {"web-service version", "/api/WebService/version"},
    };
    for (const auto& [name, path] : rows) {
        INFO(name);
        const auto command = catalog.command(name);
        REQUIRE(command);
        bool found = false;
        for (std::size_t i = 0; i < command->operation_count(); ++i)
            found = found || command->operation(i).path() == path;
        CHECK(found);
    }
    for (const char* name : {"gateway create", "gateway update", "gateway delete", "gateway status",
                             "rds pool list", "rds template list", "broker list", "halb list", "site list"})
        CHECK(catalog.command(name));
}

TEST_CASE("commands know what they do to a farm and its users") {
    const Catalog& catalog = Catalog::built_in();
    const auto effect = [&](const char* name) { return catalog.command(name)->effect(); };
    CHECK(effect("gateway list") == Effect::read);
    CHECK(effect("gateway update") == Effect::write);
    CHECK(effect("gateway delete") == Effect::destructive);
    for (const char* name : {"rds host drain", "rds host reboot", "broker promote", "provider vm stop",
                             "rds pool member remove", "rds host session logoff"}) {
        INFO(name);
        CHECK(effect(name) == Effect::disturbing);
    }
    CHECK(catalog.command("gateway update")->serves());
    CHECK_FALSE(catalog.command("notification update")->serves());
    CHECK(catalog.command("rds pool member add")->changes_members());
    CHECK_FALSE(catalog.command("vdi pool member add")->changes_members());
}

TEST_CASE("a field knows the switch that leaves it without effect") {
    const auto governor = [](const char* schema, const char* field) {
        const auto found = Catalog::built_in().schema(schema)->field(field)->governed_by();
        return found ? std::string(found->name()) : std::string{};
    };
    CHECK(governor("RDSHostUpdate", "maxSessions") == "inheritDefaultAgentSettings");
    CHECK(governor("RDSHostUpdate", "restrictedUsers") == "inheritDefaultDesktopAccessSettings");
    CHECK(governor("GatewayUpdate", "gwPort") == "inheritDefaultNetworkSettings");
    CHECK(governor("PubRDSAppUpdate", "colorDepth") == "inheritDisplayDefaultSettings");
    CHECK(governor("GatewayUpdate", "description").empty());
}

TEST_CASE("no field is called like a flag of every command, but for the site") {
    compiler::Tree tree;
    const auto files = json::parse(built_in_tree());
    REQUIRE(files.has_value());
    for (const json::Value& file : files->as_array())
        REQUIRE(
            compiler::add_to_tree(tree, file.find("file")->as_string(), *file.find("content")).has_value());
    for (const char* name : {"context", "endpoint", "output", "columns", "where", "yes", "dry-run", "proxy"})
        CHECK(tree.global_flags.contains(name));
    std::size_t clashes = 0;
    for (const Operation one : Catalog::built_in().operations())
        for (const Flag flag : one.flags())
            clashes += flag.name() != "site" && tree.global_flags.contains(std::string(flag.name())) ? 1 : 0;
    CHECK(clashes == 0);
}

TEST_CASE("flags are found by name and lead to a place") {
    for (const Operation one : Catalog::built_in().operations())
        for (const Flag flag : one.flags()) {
            REQUIRE(one.flag(flag.name()) == flag);
            REQUIRE_FALSE((flag.path().empty() && flag.query().empty()));
        }
}

}  // namespace rasctl::catalog
