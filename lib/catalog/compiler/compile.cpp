#include "catalog/compiler/compile.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "catalog/compiler/collisions.hpp"
#include "catalog/compiler/commands.hpp"
#include "catalog/compiler/effects.hpp"
#include "catalog/compiler/flags.hpp"
#include "catalog/compiler/image_writer.hpp"
#include "catalog/compiler/known_facts.hpp"
#include "catalog/compiler/naming.hpp"
#include "catalog/compiler/positionals.hpp"
#include "error/try.hpp"

namespace rasctl::catalog::compiler {

namespace {

Result<std::vector<std::byte>> finish(const Tree& tree, Description& description, bool strict) {
    TRY(name_positionals(tree, description, strict));
    TRY(mark_inheritance(tree, description, strict));
    TRY_LET(auto commands, gather_commands(tree, description, strict));
    return write_image(tree, description, commands);
}

}  // namespace

std::vector<FlatDocument> flattened(const std::vector<Document>& documents) {
    std::vector<FlatDocument> made;
    for (const Document& one : documents)
        made.push_back({.name = one.name, .content = json::Flat::of(one.content)});
    return made;
}

Result<std::vector<std::byte>> compile(const std::vector<Document>& documents, const Tree& tree,
                                       Strictness strictness) {
    Foreign foreign;
    if (strictness == Strictness::import) return compile(documents, tree, foreign);
    TRY_LET(auto description, read_openapi(flattened(documents)));
    name_operations(tree, description);
    TRY(derive_flags(tree, description, true, foreign.remarks));
    return finish(tree, description, true);
}

Result<std::vector<std::byte>> compile(const std::vector<Document>& documents, const Tree& tree,
                                       Foreign& foreign) {
    return compile(flattened(documents), tree, foreign);
}

Result<std::vector<std::byte>> compile(std::vector<FlatDocument> documents, const Tree& tree,
                                       Foreign& foreign) {
    auto description = read_openapi(documents);
    // A large one and what is made from it need not be in memory at once.
    documents.clear();
    if (!description) return description.error();
    for (const std::string& path : description->skipped)
        foreign.remarks.push_back("the path '" + path + "' is skipped: it cannot be sent");
    std::ranges::move(description->remarks, std::back_inserter(foreign.remarks));
    if (foreign.known != nullptr) add_known_facts(*foreign.known, *description);
    name_operations(tree, *description);
    separate_collisions(tree, foreign.taken_commands, foreign.taken_words, *description, foreign.remarks);
    TRY(derive_flags(tree, *description, false, foreign.remarks));
    return finish(tree, *description, false);
}

}  // namespace rasctl::catalog::compiler
