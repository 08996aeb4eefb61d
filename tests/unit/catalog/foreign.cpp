// Descriptions by others: the vendor's peculiarities, and hostile ones.
#include <catch2/catch.hpp>
#include <initializer_list>
#include <set>

#include "catalog/catalog.hpp"
#include "catalog/compiler/compile.hpp"
#include "catalog/image.hpp"
#include "json/reader.hpp"

namespace rasctl::catalog::compiler {
namespace {

Result<std::vector<std::byte>> compiled(std::string_view text, Foreign& foreign) {
    const auto content = json::parse(text);
    if (!content) return content.error();
    Tree tree;
    tree.global_flags = {"site", "output"};
    return compile({{"", *content}}, tree, foreign);
}

Result<std::vector<std::byte>> compiled(std::string_view text) {
    Foreign foreign;
    return compiled(text, foreign);
}

std::string with_paths(std::string_view paths, std::string_view schemas = "") {
    return R"({"openapi":"3.0.1","paths":{)" + std::string(paths) + R"(},"components":{"schemas":{)" +
           std::string(schemas) + "}}}";
}

constexpr std::string_view vendor = R"({"openapi":"3.0.1","info":{"title":"Parallels RAS - REST API v1.0"},
"paths":{"/api/Gateway/{id}":{"put":{"tags":["2-Site settings/Gateways//Gateway"],
  "summary":"<para type=\"description\">Changes\r\n a gateway, if a < b.</para>",
  "operationId":"3f2504e0-4f89-11d3-9a0c-0305e82c3301",
  "parameters":[{"name":"siteId","in":"query","schema":{"type":"integer","format":"int32"}}],
  "requestBody":{"content":{"application/json; api-version=1.0":{"schema":{"type":"object",
    "properties":{"output":{"type":"string"},"enableX":{"type":"boolean"},"EnableX":{"type":"boolean"},
      "noTrace":{"type":"string"},"trace":{"type":"boolean"},
      "mode":{"$ref":"#/components/schemas/Mode"},"open":{"$ref":"#/components/schemas/Open"}},
    "additionalProperties":false}}}},
  "responses":{"204":{"description":"ok"}}}}},
"components":{"schemas":{
  "Mode":{"type":"string","format":"int32","enum":["0 = Disabled","2 = Enabled"]},
  "Open":{"type":"object","additionalProperties":{}}}}})";

}  // namespace

TEST_CASE("the vendor's peculiarities are understood") {
    Foreign foreign;
    const auto image = compiled(vendor, foreign);
    REQUIRE(image.has_value());
    const auto catalog = Catalog::open(*image);
    REQUIRE(catalog.has_value());
    const auto command = catalog->command("gateway update");
    REQUIRE(command);
    const Operation one = command->operation(0);
    CHECK(one.summary() == "Changes a gateway, if a < b.");
    CHECK(one.since() == 0);
    CHECK(one.path_parameters().size() == 1);  // only the path says so
    for (const char* name : {"output-field", "enable-x", "enable-x-2", "no-trace-field", "trace", "mode"}) {
        INFO(name);
        CHECK(one.flag(name));
    }
    CHECK(foreign.remarks.size() == 3);
    const auto mode = catalog->schema("Mode");
    REQUIRE(mode);
    CHECK(mode->value("enabled")->number() == 2);
    CHECK(catalog->schema("Open")->open());
}

TEST_CASE("operations that would hide each other are all reachable") {
    Foreign foreign;
    foreign.taken_commands = {"thing list"};
    foreign.taken_words = {"login"};
    const auto image = compiled(with_paths(R"("/api/Things":{"get":{"responses":{"200":{"content":{
            "application/json":{"schema":{"type":"array"}}}}}}},
        "/api/Gateway/{a}":{"get":{}},"/api/Gateways/{b}":{"get":{}},"/api/gateway/{c}":{"get":{}},
        "/api/Login":{"get":{}},"/":{"get":{}},"/api/\u001b[31m":{"get":{}})"),
                                foreign);
    REQUIRE(image.has_value());
    const auto catalog = Catalog::open(*image);
    REQUIRE(catalog.has_value());
    CHECK(catalog->operations().size() == 6);  // the path with control characters cannot be sent
    for (const Command command : catalog->commands()) CHECK(command.operation_count() == 1);
    CHECK_FALSE(catalog->command("thing list"));
    CHECK_FALSE(catalog->noun("login"));
    CHECK(foreign.remarks.size() == 5);
}

TEST_CASE("what the built-in catalogue knows is carried over") {
    Foreign foreign;
    foreign.known = &Catalog::built_in();
    const auto image = compiled(with_paths(R"("/api/gateway/{gatewayId}":{"get":{}},
        "/api/Session/logon":{"post":{}})"),
                                foreign);
    REQUIRE(image.has_value());
    const auto catalog = Catalog::open(*image);
    REQUIRE(catalog.has_value());
    for (const Operation one : catalog->operations()) {
        if (one.method() == "POST") CHECK_FALSE(one.needs_session());
        if (one.method() == "GET") CHECK(one.since() >= 17);
    }
}

TEST_CASE("schemas composed of others have all their fields") {
    const auto image = compiled(with_paths(R"("/a":{"get":{}})",
                                           R"("B":{"type":"object","properties":{"x":{"type":"integer"}}},
        "D":{"allOf":[{"$ref":"#/components/schemas/B"},{"properties":{"y":{"type":["string","null"]}}}]})"));
    REQUIRE(image.has_value());
    const auto catalog = Catalog::open(*image);
    REQUIRE(catalog.has_value());
    const auto schema = catalog->schema("D");
    REQUIRE(schema);
    CHECK(schema->field("x"));
    REQUIRE(schema->field("y"));
    CHECK(schema->field("y")->nullable());
}

TEST_CASE("all forms of a composed body are its fields") {
    // Nested and inline parts, "properties" and "required" beside them; of several forms none is needed.
    const auto image =
        compiled(with_paths(R"("/a":{"post":{"requestBody":{"content":{"application/json":{
        "schema":{"$ref":"#/components/schemas/Pet"}}}}}})",
                            R"("Base":{"properties":{"id":{"type":"integer"}},"required":["id"]},
        "Pet":{"allOf":[{"$ref":"#/components/schemas/Base"},{"oneOf":[
                {"properties":{"bark":{"type":"boolean"}},"required":["bark"]},
                {"allOf":[{"properties":{"meow":{"type":"string"}}}]}]}],
            "properties":{"name":{"type":"string"},"kind":{"type":"string"}},"required":["name","kind"],
            "discriminator":{"propertyName":"kind"}})"));
    REQUIRE(image.has_value());
    const auto catalog = Catalog::open(*image);
    REQUIRE(catalog.has_value());
    const Operation one = catalog->operations()[0];
    for (const auto& [flag, required] : std::initializer_list<std::pair<const char*, bool>>{
             {"id", true}, {"bark", false}, {"meow", false}, {"name", true}, {"kind", true}}) {
        INFO(flag);
        REQUIRE(one.flag(flag));
        CHECK(one.flag(flag)->required() == required);
    }
}

TEST_CASE("compositions that lead in circles come to an end") {
    const auto image = compiled(with_paths(R"("/a":{"get":{"responses":{"200":{"content":{"application/json":{
        "schema":{"$ref":"#/components/schemas/A"}}}}}}})",
                                           R"("A":{"allOf":[{"$ref":"#/components/schemas/B"},
        {"$ref":"#/components/schemas/B"}]},"B":{"anyOf":[{"$ref":"#/components/schemas/A"},
        {"$ref":"#/components/schemas/A"}]})"));
    CHECK(image.has_value());
}

TEST_CASE("an enum may be written in many ways, and is never numbered by its order") {
    struct Form {
        const char* schema;
        std::int64_t number;  // of "Two"
        SchemaKind kind;
    };
    const auto form = GENERATE(values<Form>({
        {R"({"type":"string","format":"int32","enum":["0 = None","2 = Two"]})", 2, SchemaKind::enumeration},
        {R"({"type":"string","enum":["0=None","2=Two"]})", 2, SchemaKind::enumeration},
        {R"({"type":"string","enum":["0 - None","2 - Two"]})", 2, SchemaKind::enumeration},
        {R"({"type":"string","enum":["None = 0","Two = 2"]})", 2, SchemaKind::enumeration},
        {R"({"type":"string","enum":["0x0 = None","0x2 = Two"]})", 2, SchemaKind::enumeration},
        {R"({"type":"string","enum":["0: None","2: Two"]})", 2, SchemaKind::enumeration},
        {R"({"type":"string","enum":["-1 = None","-2 = Two"]})", -2, SchemaKind::enumeration},
        {R"({"type":"integer","enum":[0,5],"x-enum-varnames":["None","Two"]})", 5, SchemaKind::enumeration},
        {R"({"type":"integer","enum":[0,5],"x-enumNames":["None","Two"]})", 5, SchemaKind::enumeration},
        {R"({"type":"integer","enum":[0,5],"x-ms-enum":{"values":[{"value":5,"name":"Two"}]}})", 5,
         SchemaKind::enumeration},
        {R"({"type":"string","enum":["1 = One","2 = Two","4 = Four","7 = All"]})", 2, SchemaKind::flags},
        {R"({"type":"string","enum":["1 = One","2 = Two","3 = Three","4 = Four"]})", 2,
         SchemaKind::enumeration},
    }));
    INFO(form.schema);
    const auto image = compiled(with_paths(R"("/a":{"get":{"parameters":[{"name":"q","in":"query",
            "schema":{"$ref":"#/components/schemas/E"}}]}})",
                                           R"("E":)" + std::string(form.schema)));
    REQUIRE(image.has_value());
    const auto catalog = Catalog::open(*image);
    REQUIRE(catalog.has_value());
    const auto schema = catalog->schema("E");
    REQUIRE(schema);
    CHECK(schema->kind() == form.kind);
    REQUIRE(schema->value("two"));
    CHECK(schema->value("two")->number() == form.number);
}

TEST_CASE("an enum of names without numbers takes a number, and that is said") {
    Foreign foreign;
    const auto image = compiled(with_paths(R"("/a":{"get":{"parameters":[{"name":"q","in":"query",
        "schema":{"type":"integer","enum":["None","Two"]}}]}})"),
                                foreign);
    REQUIRE(image.has_value());
    const auto catalog = Catalog::open(*image);
    REQUIRE(catalog.has_value());
    CHECK(catalog->operations()[0].flag("q")->field().type().kind() == Kind::integer);
    CHECK(foreign.remarks.size() == 1);
}

TEST_CASE("no word is both an act and a way to other commands") {
    Foreign foreign;
    const auto image = compiled(with_paths(R"("/things/{id}":{"get":{}},"/things/{id}/drain":{"post":{}},
        "/things/{id}/drain/validate":{"post":{}},"/things/{id}/health":{"get":{}},
        "/things/{id}/health/{day}":{"get":{},"put":{}}, "/things/{id}/health/checks":{"get":{}})"),
                                foreign);
    REQUIRE(image.has_value());
    const auto catalog = Catalog::open(*image);
    REQUIRE(catalog.has_value());
    CHECK(catalog->operations().size() == 7);
    for (const Command command : catalog->commands()) {
        INFO(command.name());
        CHECK_FALSE(catalog->noun(command.name()));
    }
    CHECK(catalog->command("thing drain"));
    CHECK(catalog->command("thing drain-validate"));
    CHECK_FALSE(foreign.remarks.empty());
}

TEST_CASE("a known path keeps its command in other letters and with other parameter names") {
    Foreign foreign;
    foreign.known = &Catalog::built_in();
    const auto image = compiled(with_paths(R"("/api/RDS/HOST/{x}/drain":{"post":{}},
        "/api/halb/{n}/DEVICE/{m}":{"get":{}},"/API/GATEWAY/{x}/NewThing":{"post":{}})"),
                                foreign);
    REQUIRE(image.has_value());
    const auto catalog = Catalog::open(*image);
    REQUIRE(catalog.has_value());
    CHECK(catalog->command("rds host drain"));
    CHECK(catalog->command("halb device get"));
    CHECK(catalog->command("gateway new-thing"));
    CHECK(foreign.remarks.empty());
}

TEST_CASE("references are followed over several steps") {
    const auto image = compiled(R"({"openapi":"3.0.1","paths":{"/a":{"get":{
        "parameters":[{"$ref":"#/components/parameters/First"}],
        "responses":{"200":{"$ref":"#/components/responses/First"}}}}},"components":{
        "parameters":{"First":{"$ref":"#/components/parameters/Second"},
            "Second":{"name":"depth","in":"query","schema":{"type":"integer"}}},
        "responses":{"First":{"$ref":"#/components/responses/Second"},
            "Second":{"content":{"application/json":{"schema":{"type":"array"}}}}}}})");
    REQUIRE(image.has_value());
    const auto catalog = Catalog::open(*image);
    REQUIRE(catalog.has_value());
    const Operation one = catalog->operations()[0];
    CHECK(one.flag("depth"));
    CHECK(one.response_kind() == ResponseKind::list);
}

TEST_CASE("a schema may contain itself") {
    const auto image =
        compiled(with_paths(R"("/a":{"post":{"requestBody":{"content":{"application/json":{
        "schema":{"$ref":"#/components/schemas/T"}}}}}})",
                            R"("T":{"type":"object","properties":{"t":{"$ref":"#/components/schemas/T"}}})"));
    REQUIRE(image.has_value());
    CHECK(Catalog::open(*image).has_value());
}

TEST_CASE("hostile descriptions are refused") {
    const std::string deep = std::string(10'000, '[') + std::string(10'000, ']');
    const std::string documents[] = {
        "[]",
        "{}",
        R"({"openapi":"2.0","paths":{"/a":{"get":{}}}})",
        R"({"openapi":"3.0.1"})",
        R"({"openapi":"3.0.1","paths":[]})",
        with_paths(R"("/a":7)"),
        with_paths(""),
        with_paths(R"("/a":{"get":{"parameters":{}}})"),
        with_paths(R"("/a":{"get":{"responses":[]}})"),
        with_paths(R"("/a":{"get":{}})", R"("A":{"type":"object","properties":{
            "x":{"$ref":"#/components/schemas/Missing"}}})"),
        with_paths(R"("/a":{"get":{}})",
                   R"("A":{"type":"object","properties":{"x":{"$ref":"other.json#/A"}}})"),
        with_paths(R"("/a":{"get":{"parameters":[{"name":"q","in":"query",
            "schema":{"$ref":"#/components/schemas/A"}}]}})",
                   R"("A":{"$ref":"#/components/schemas/B"},"B":{"$ref":"#/components/schemas/A"})"),
        with_paths(R"("/a":{"get":{"parameters":[{"$ref":"#/paths/~1a/get/parameters/0"}]}})"),
        with_paths(R"("/a":{"get":{}},"x":)" + deep),
    };
    for (const std::string& text : documents) {
        INFO(text.substr(0, 200));
        const auto image = compiled(text);
        REQUIRE_FALSE(image.has_value());
        CHECK_FALSE(image.error().why.empty());
    }
}

TEST_CASE("schemas that multiply stay small") {
    std::string schemas;
    for (int level = 0; level < 6; ++level) {
        schemas += (level ? ",\"S" : "\"S") + std::to_string(level) + R"(":{"type":"object","properties":{)";
        for (int i = 0; i < 40; ++i) {
            schemas += (i ? ",\"f" : "\"f") + std::to_string(i) + "\":";
            schemas += level == 5 ? R"({"type":"string"})"
                                  : R"({"$ref":"#/components/schemas/S)" + std::to_string(level + 1) + "\"}";
        }
        schemas += "}}";
    }
    const auto image = compiled(with_paths(R"("/a":{"post":{"requestBody":{"content":{"application/json":{
        "schema":{"$ref":"#/components/schemas/S0"}}}}}})",
                                           schemas));
    REQUIRE(image.has_value());
    CHECK(image->size() < 10'000'000);
}

TEST_CASE("positionals of unknown paths are called after what they stand behind, each in its own way") {
    const auto image = compiled(with_paths(R"("/api/Things/{id}/Parts/{partId}/{x}":{"get":{"summary":"Show",
        "parameters":[{"name":"id","in":"path","schema":{"type":"integer"}},
                      {"name":"partId","in":"path","schema":{"type":"integer"}},
                      {"name":"x","in":"path","schema":{"type":"integer"}}]}})"));
    REQUIRE(image.has_value());
    const auto catalog = Catalog::open(*image);
    REQUIRE(catalog.has_value());
    const auto positionals = catalog->operations()[0].positionals();
    REQUIRE(positionals.size() == 3);
    CHECK(positionals[0].value() == "thing");
    CHECK(positionals[1].value() == "part");
    CHECK(positionals[2].value() == "part-2");
}

}  // namespace rasctl::catalog::compiler
