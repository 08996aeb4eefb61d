// An API description, as `catalog import` takes it: JSON or YAML. What compiles is an image that opens, the
// same one every time, and can be read to the end.
#include "catalog/built_in.hpp"
#include "catalog/compiler/compile.hpp"
#include "catalog_walk.hpp"
#include "json/reader.hpp"
#include "json/yaml.hpp"
#include "target.hpp"

namespace rasctl::fuzz {
namespace {

using namespace catalog::compiler;

Tree built_in_names() {
    Tree tree;
    const auto files = json::parse(catalog::built_in_tree());
    expect(files.has_value(), "the tree is JSON");
    for (const json::Value& file : files->as_array())
        expect(add_to_tree(tree, file.find("file")->as_string(), *file.find("content")).has_value(),
               "a file of the tree");
    return tree;
}

Result<std::vector<std::byte>> compile_foreign(const json::Value& content) {
    static const Tree tree = built_in_names();
    Foreign foreign;
    foreign.known = &catalog::Catalog::built_in();
    foreign.taken_words = {"login", "config"};
    foreign.taken_commands = {"session logoff", "status"};
    std::vector<Document> documents;
    documents.push_back({.name = {}, .content = content});
    auto image = compile(documents, tree, foreign);
    for (const std::string& remark : foreign.remarks) expect(!remark.empty(), "a remark says something");
    return image;
}

}  // namespace

void check(std::string_view input) {
    const auto content = json::parse_json_or_yaml(input);
    if (!content) return expect_told(content.error());
    const auto image = compile_foreign(*content);
    if (!image) return expect_told(image.error());
    const auto opened = catalog::Catalog::open(*image);
    expect(opened.has_value(), "what was compiled opens", opened ? "" : opened.error().why);
    walk(*opened);
    for (const auto command : opened->commands()) {
        expect(opened->command(command.name()).has_value(), "a command is found by its name", command.name());
        for (std::size_t i = 0; i < command.operation_count(); ++i)
            expect(command.operation(i).command() == command, "an operation belongs to its command",
                   command.name());
    }
    for (const auto operation : opened->operations())
        for (const auto flag : operation.flags())
            expect(operation.flag(flag.name()).has_value(), "a flag is found by its name", flag.name());
    const auto again = compile_foreign(*content);
    expect(again && *again == *image, "the same description makes the same image");
}

}  // namespace rasctl::fuzz
