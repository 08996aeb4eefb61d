// catalogc: compiles the API's description and the command tree into the image that rasctl carries.
//   catalogc --output IMAGE --tree-output TREE.json API.json... --tree TREE.json...
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/compiler/compile.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"

namespace {

using namespace rasctl;

int fail(const Error& error) {
    std::fprintf(stderr, "catalogc: %s: %s\n", error.what.c_str(), error.why.c_str());
    if (!error.hint.empty()) std::fprintf(stderr, "hint: %s\n", error.hint.c_str());
    return 1;
}

Result<json::Value> read_json(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return Error{.exit_code = ExitCode::usage, .what = "cannot read " + path, .why = "no such file"};
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    auto value = json::parse(text);
    if (!value)
        return Error{.exit_code = ExitCode::usage, .what = "cannot read " + path, .why = value.error().why};
    return value;
}

std::string base_name(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

bool write_file(const std::string& path, const char* bytes, std::size_t size) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(bytes, static_cast<std::streamsize>(size));
    return static_cast<bool>(file.flush());
}

// The members of all tree files in one object of lists, for `catalog import` at run time.
json::Value bundle(const std::vector<std::pair<std::string, json::Value>>& files) {
    json::Array list;
    for (const auto& [name, content] : files) {
        json::Object file;
        file.append("file", name);
        file.append("content", content);
        list.emplace_back(std::move(file));
    }
    return list;
}

}  // namespace

int main(int argc, char** argv) {
    std::string output, tree_output;
    std::vector<std::string> api_files, tree_files;
    bool tree_follows = false;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument == "--output" && i + 1 < argc)
            output = argv[++i];
        else if (argument == "--tree-output" && i + 1 < argc)
            tree_output = argv[++i];
        else if (argument == "--tree")
            tree_follows = true;
        else
            (tree_follows ? tree_files : api_files).emplace_back(argument);
    }
    std::vector<catalog::compiler::Document> documents;
    for (const std::string& path : api_files) {
        auto content = read_json(path);
        if (!content) return fail(content.error());
        documents.push_back({base_name(path), std::move(*content)});
    }
    catalog::compiler::Tree tree;
    std::vector<std::pair<std::string, json::Value>> tree_contents;
    for (const std::string& path : tree_files) {
        auto content = read_json(path);
        if (!content) return fail(content.error());
        if (auto added = catalog::compiler::add_to_tree(tree, path, *content); !added)
            return fail(added.error());
        tree_contents.emplace_back(base_name(path), std::move(*content));
    }
    const auto image = catalog::compiler::compile(documents, tree, catalog::compiler::Strictness::build);
    if (!image) return fail(image.error());
    const std::string bundled = json::write(bundle(tree_contents));
    if (!write_file(output, reinterpret_cast<const char*>(image->data()), image->size()) ||
        !write_file(tree_output, bundled.data(), bundled.size()))
        return fail({.what = "cannot write " + output, .why = "the disk or the folder does not let us"});
    return 0;
}
