// Examples are command lines that rasctl accepts: what the build refuses, and that ours are right.
#include <catch2/catch.hpp>

#include "catalog/built_in.hpp"
#include "commands/line/example_check.hpp"
#include "commands/line/flag_example.hpp"

namespace rasctl::commands {
namespace {

std::string reason(std::string_view command, std::string_view example) {
    return why_wrong(catalog::Catalog::built_in(), command, example).value_or("");
}

}  // namespace

TEST_CASE("every example of the help is right") {
    for (const std::string& wrong : wrong_examples(catalog::Catalog::built_in())) FAIL_CHECK(wrong);
}

TEST_CASE("secrets, uploads, lists, objects and measures have an example that parses") {
    const catalog::Catalog& ours = catalog::Catalog::built_in();
    std::size_t made = 0;
    for (const catalog::Command command : ours.commands()) {
        if (command.changes_members()) continue;
        for (std::size_t i = 0; i < command.operation_count(); ++i) {
            const catalog::Operation operation = command.operation(i);
            if (operation.until() != 0) continue;
            for (const catalog::Flag flag : operation.flags()) {
                INFO(command.name() << " --" << flag.name());
                const auto example = example_of_flag(command, flag.name());
                CHECK(example.has_value());
                if (example) ++made;
            }
        }
    }
    CHECK(made > 1000);
    const auto shown = [&](std::string_view command, std::string_view flag) {
        return example_of_flag(*ours.command(command), flag).value_or("");
    };
    CHECK(shown("gateway create", "password").find("--password @secret.txt") != std::string::npos);
    CHECK(shown("gateway create", "description").starts_with("rasctl gateway create --server "));
    CHECK(shown("pub item icon update", "index").starts_with("rasctl pub item icon update Calculator "));
    CHECK(shown("policy update", "clipboard-direction") ==
          "rasctl policy update Contractors --clipboard-direction client-to-server");
    CHECK(shown("theme update", "header-background-color").ends_with("--header-background-color '#0068B8'"));
    CHECK(shown("gateway update", "allowed-domains-for-cors").ends_with(" ONE,TWO"));
}

TEST_CASE("examples that are right") {
    for (const char* example : {
             "rasctl gateway create --server gw5.company.dom --site 1 --no-restart --gw-mode forwarding",
             "rasctl gateway create --from-file gateway.yaml",
             "rasctl gateway create --set server=gw5 -q -o json --yes",
             "rasctl gateway create --server 'gw 5' --username admin --password @secret.txt > made.json",
             "cat gateway.json | rasctl gateway create --from-file - | tee made",
         }) {
        INFO(example);
        CHECK(reason("gateway create", example).empty());
    }
    CHECK(reason("gateway delete", "rasctl gateway list -o id | rasctl gateway delete - --yes").empty());
    CHECK(reason("gateway delete", "rasctl gateway delete --where enabled=false --yes").empty());
    CHECK(reason("context use", "rasctl context use lab").empty());
}

TEST_CASE("examples that do not parse") {
    struct Row {
        const char* command;
        const char* example;
        const char* part;
    };
    for (const auto& [command, example, part] : {
             Row{"gateway create", "rasctl gateway create --server 'gw5", "not closed"},
             Row{"gateway create", "rasctl gateway list", "another command"},
             Row{"gateway create", "gateway create --server gw5", "another command"},
             Row{"gateway create", "rasctl gateway craete --server gw5", "craete"},
             Row{"gateway create", "rasctl gateway create --sever gw5", "--sever"},
             Row{"gateway create", "rasctl gateway create", "--server is required"},
             Row{"gateway update", "rasctl gateway update gw5 --gw-port 99999", "1 to 65535"},
             Row{"gateway update", "rasctl gateway update gw5 --gw-port x", "whole number"},
             Row{"gateway create", "rasctl gateway create --server gw5 --gw-mode forwardin", "forwarding"},
             Row{"gateway create", "rasctl gateway create --server gw5 --password plain", "plain value"},
             Row{"gateway create", "rasctl gateway create gw5 --server gw5", "takes no target"},
             Row{"gateway create", "rasctl gateway create --server gw5 -o jsn", "--output"},
             Row{"gateway create", "rasctl gateway create --server gw5 |", "empty"},
             Row{"gateway get", "rasctl gateway get", "needs"},
             Row{"gateway list", "rasctl gateway list --where 'server=('", "where"},
             Row{"context use", "rasctl context use lab prod", "too much"},
             Row{"context use", "rasctl context use lab --no-such", "--no-such"},
         }) {
        INFO(example);
        const std::string why = reason(command, example);
        INFO(why);
        CHECK(why.find(part) != std::string::npos);
    }
}

}  // namespace rasctl::commands
