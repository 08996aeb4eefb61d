// A slip in commands/tree or in the description must fail the build, and say where it is.
#include <catch2/catch.hpp>

#include <string>

#include "catalog/compiler/compile.hpp"
#include "json/reader.hpp"

namespace rasctl::catalog::compiler {
namespace {

json::Value read(std::string_view text) {
    auto value = json::parse(text);
    REQUIRE(value.has_value());
    return *value;
}

constexpr std::string_view paths = R"("/api/Gateway":{
    "get":{"summary":"List gateways","responses":{"200":{"content":{"application/json":{"schema":{"type":"array",
        "items":{"$ref":"#/components/schemas/Gateway"}}}}}}},
    "post":{"summary":"Add a gateway","requestBody":{"content":{"application/json":{"schema":{
        "$ref":"#/components/schemas/GatewayCreate"}}}},"responses":{"201":{}}}},
  "/api/Gateway/{id}":{"put":{"summary":"Change a gateway","responses":{"204":{}}},"delete":{"summary":"Remove a gateway","parameters":[{"name":"id","in":"path",
        "schema":{"type":"integer"}}],"responses":{"204":{}}}})";
constexpr std::string_view schemas = R"("Gateway":{"type":"object","properties":{"id":{"type":"integer"},
    "server":{"type":"string"}}},
  "GatewayCreate":{"type":"object","required":["server"],"properties":{"server":{"type":"string"},
    "gwPort":{"type":"integer","minimum":1,"maximum":65535}}})";
constexpr std::string_view nouns = R"({"nouns":{"gateway":{"summary":"Gateways","identity":"server",
    "columns":["id","server"],"verbs":{"create":{"examples":["rasctl gateway create --server gw1"]}}}}})";

std::string description(std::string_view more_paths = "", std::string_view own_schemas = schemas) {
    return R"({"openapi":"3.0.3","paths":{)" + std::string(paths) + std::string(more_paths) +
           R"(},"components":{"schemas":{)" + std::string(own_schemas) + "}}}";
}

// What the build says of the description and the tree files; empty when it is content.
std::string complaint(const std::string& api, const std::vector<std::string>& tree_files) {
    Tree tree;
    tree.global_flags = {"site", "output"};
    tree.positionals = {{"/api/Gateway/{}", "gateway"}};
    for (const std::string& file : tree_files)
        if (auto added = add_to_tree(tree, "tree.json", read(file)); !added)
            return added.error().what + ": " + added.error().why;
    const auto image = compile({{"", read(api)}}, tree, Strictness::build);
    return image ? std::string() : image.error().what + ": " + image.error().why;
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
    std::string out(text);
    const auto at = out.find(from);
    REQUIRE(at != std::string::npos);
    return out.replace(at, from.size(), to);
}

bool contains(const std::string& text, std::string_view part) {
    INFO(text);
    CHECK(text.find(part) != std::string::npos);
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a tree without slips compiles") {
    CHECK(complaint(description(), {std::string(nouns)}).empty());
}

TEST_CASE("an operation that no command could have fails the build") {
    const std::string nowhere = R"({"operations":{"POST /api/Gateway":"create"}})";
    CHECK(contains(complaint(description(), {std::string(nouns), nowhere}), "POST /api/Gateway"));
    const std::string mistyped = R"({"operations":{"POST /api/Gatewya":"gateway create"}})";
    CHECK(contains(complaint(description(), {std::string(nouns), mistyped}), "POST /api/Gatewya"));
}

TEST_CASE("an operation in two commands, or two acts in one, fail the build") {
    const std::string one = R"({"operations":{"POST /api/Gateway":"gateway create"}})";
    const std::string other = R"({"operations":{"POST /api/Gateway":"gateway add"}})";
    CHECK(contains(complaint(description(), {std::string(nouns), one, other}),
                   "'operations.POST /api/Gateway'"));
    const std::string again =
        R"(,"/api/GatewayAgain":{"post":{"summary":"Add one too","responses":{"201":{}}}})";
    const std::string same = R"({"operations":{"POST /api/GatewayAgain":"gateway create"}})";
    CHECK(
        contains(complaint(description(again), {std::string(nouns), same}), "'gateway create' is ambiguous"));
}

TEST_CASE("a flag that means two fields, or is one of every command, fails the build") {
    const std::string twice = replaced(schemas, R"("gwPort":{)", R"("gw-port":{"type":"string"},"gwPort":{)");
    CHECK(
        contains(complaint(description("", twice), {std::string(nouns)}), "the flag --gw-port is ambiguous"));
    const std::string global = replaced(schemas, R"("gwPort":{)", R"("output":{"type":"string"},"gwPort":{)");
    CHECK(
        contains(complaint(description("", global), {std::string(nouns)}), "the flag --output is ambiguous"));
}

TEST_CASE("a negation that reads like a flag of its own fails the build") {
    const std::string both = replaced(
        schemas, R"("gwPort":{)", R"("trace":{"type":"boolean"},"noTrace":{"type":"boolean"},"gwPort":{)");
    CHECK(
        contains(complaint(description("", both), {std::string(nouns)}), "the flag --no-trace is ambiguous"));
}

TEST_CASE("a column or identity field that does not exist fails the build") {
    CHECK(contains(complaint(description(), {replaced(nouns, R"(["id","server"])", R"(["id","sever"])")}),
                   "sever"));
    CHECK(contains(
        complaint(description(), {replaced(nouns, R"("identity":"server")", R"("identity":"nmae")")}),
        "nmae"));
    const std::string verb = replaced(nouns, R"("verbs":{)", R"("verbs":{"list":{"columns":["prot"]},)");
    CHECK(contains(complaint(description(), {verb}), "prot"));
}

TEST_CASE("a column of another list that does not exist fails the build") {
    const std::string_view status =
        R"(,"/api/Gateway/status":{"get":{"summary":"Show the status","responses":{"200":{"content":{
            "application/json":{"schema":{"type":"array","items":{"$ref":"#/components/schemas/Gateway"}}}}}}}})";
    const auto with_column = [&](const std::string& column) {
        return complaint(
            description(status),
            {replaced(nouns, R"("verbs":{)", R"("verbs":{"list":{"columns":[")" + column + R"("]},)")});
    };
    CHECK(with_column("@status.server").empty());
    CHECK(contains(with_column("@status.sever"), "@status.sever"));
    CHECK(contains(with_column("@statsu.server"), "@statsu.server"));
}

TEST_CASE("a parameter of a path without a name for people, or two with one, fail the build") {
    const std::string below = R"(,"/api/Gateway/{id}/Port/{portId}":{"get":{"summary":"Show a port",
        "parameters":[{"name":"id","in":"path","schema":{"type":"integer"}},
                      {"name":"portId","in":"path","schema":{"type":"integer"}}]}})";
    const std::string port = R"({"nouns":{"gateway port":{"summary":"Ports"}}})";
    const auto told = [&](const std::string& words) {
        return complaint(description(below),
                         {std::string(nouns), port, R"({"positionals":{)" + words + "}}"});
    };
    CHECK(contains(told(""), "'portId'"));
    CHECK(contains(told(R"("/api/Gateway/{}/Port/{}":"gateway")"), "have one name"));
    CHECK(contains(told(R"("/api/Gateway/{}/Port/{}":"port","/api/Nowhere/{}":"thing")"), "/api/nowhere/{}"));
    CHECK(told(R"("/api/Gateway/{}/Port/{}":"port")").empty());
}

TEST_CASE("a noun or verb without a summary fails the build") {
    CHECK(contains(complaint(description(), {replaced(nouns, R"("summary":"Gateways",)", "")}),
                   "the noun 'gateway' has no summary"));
    const std::string silent = replaced(description(), R"("summary":"Add a gateway",)", "");
    CHECK(contains(complaint(silent, {std::string(nouns)}), "'gateway create' has no summary"));
    CHECK(contains(
        complaint(description(R"(,"/api/Theme":{"get":{"summary":"List themes"}})"), {std::string(nouns)}),
        "the noun 'theme' has no summary"));
}

TEST_CASE("curation of what does not exist fails the build") {
    CHECK(contains(complaint(description(), {replaced(nouns, R"("create":{)", R"("creat":{)")}),
                   "'gateway creat'"));
    CHECK(contains(complaint(description(),
                             {replaced(nouns, R"("gateway":{)", R"("gatway":{"summary":"x"},"gateway":{)")}),
                   "'gatway'"));
    CHECK(
        contains(complaint(description(), {replaced(nouns, R"("examples")", R"("exmaples")")}), "exmaples"));
    CHECK(contains(complaint(description(), {std::string(nouns), R"({"kinds":{"Gateway":"gatewya"}})"}),
                   "gatewya"));
}

}  // namespace rasctl::catalog::compiler
