// From descriptions and the curated tree to the flat image.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "catalog/compiler/openapi.hpp"
#include "catalog/compiler/tree.hpp"

namespace rasctl::catalog::compiler {

// How strict to be: the build refuses what a foreign description may lack (a summary, a curated column that
// exists).
enum class Strictness { build, import };

// What helps with a foreign description, and what was made of it.
struct Foreign {
    // The catalogue to learn from what the description does not say: references, secrets, versions.
    const Catalog* known = nullptr;
    // Commands and first words that rasctl has already and that mean something else.
    std::set<std::string> taken_commands{}, taken_words{};
    // Filled in, one line each: what was skipped or renamed.
    std::vector<std::string> remarks{};
};

// Compiles. The image can be opened with Catalog::open(). Errors name the operation, flag, noun or column at
// fault.
Result<std::vector<std::byte>> compile(const std::vector<Document>& documents, const Tree& tree,
                                       Strictness strictness);

// The same by Strictness::import, with what is known already.
Result<std::vector<std::byte>> compile(const std::vector<Document>& documents, const Tree& tree,
                                       Foreign& foreign);
Result<std::vector<std::byte>> compile(std::vector<FlatDocument> documents, const Tree& tree,
                                       Foreign& foreign);

// The documents as they are compiled.
std::vector<FlatDocument> flattened(const std::vector<Document>& documents);

}  // namespace rasctl::catalog::compiler
