// check-examples: fails the build when an example in the help is no command line that rasctl accepts, or a
// synonym leads nowhere or is a true word.
#include <cstdio>

#include "catalog/built_in.hpp"
#include "commands/line/example_check.hpp"
#include "commands/line/synonym_check.hpp"

int main() {
    const auto& catalog = rasctl::catalog::Catalog::built_in();
    auto wrong = rasctl::commands::wrong_examples(catalog);
    for (std::string& one : rasctl::commands::wrong_synonyms(catalog)) wrong.push_back(std::move(one));
    for (const std::string& one : wrong) std::fprintf(stderr, "check-examples: %s\n", one.c_str());
    return wrong.empty() ? 0 : 1;
}
