#include "state/document.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "json/yaml.hpp"

namespace rasctl::state {

TEST_CASE("what is written reads back the same") {
    Document document;
    document.key = {.kind = "rds host", .site = "Köln: 1", .name = "yes", .occurrence = 2};
    document.spec.append("text", "- 007 # ${x}");
    document.spec.append("list", json::Array{json::Value("1e3"), json::Value(true)});
    const auto values = json::parse_yaml_documents(write_document(document));
    REQUIRE(values.has_value());
    REQUIRE(values->size() == 1);
    const auto read = read_document(values->front());
    REQUIRE(read.has_value());
    CHECK(read->key == document.key);
    CHECK(json::Value(read->spec) == json::Value(document.spec));
}

TEST_CASE("names of files are safe anywhere, and tell names apart") {
    std::set<std::string> files;
    const std::vector<std::string> names{"a",
                                         "a b",
                                         "a+b",
                                         "..",
                                         ".",
                                         "CON",
                                         "con.txt",
                                         "a/b",
                                         "a:b",
                                         "ä",
                                         "a%20",
                                         "\x1b[31m",
                                         "trailing.",
                                         std::string(300, 'x'),
                                         std::string(300, 'x') + "y"};
    for (const std::string& name : names) {
        const std::string file = file_name({.kind = "rds host", .name = name});
        INFO(name);
        CHECK(files.insert(file).second);
        CHECK(
            file.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-+%~/") ==
            std::string::npos);
        CHECK(file.find("..") == std::string::npos);
        CHECK(file.size() < 200);
        CHECK(std::count(file.begin(), file.end(), '/') == 2);
    }
}

}  // namespace rasctl::state
