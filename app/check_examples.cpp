// check-examples: fails the build when an example in the help is no command line that rasctl accepts.
#include <cstdio>

#include "catalog/built_in.hpp"
#include "commands/line/example_check.hpp"

int main() {
    const auto wrong = rasctl::commands::wrong_examples(rasctl::catalog::Catalog::built_in());
    for (const std::string& one : wrong) std::fprintf(stderr, "check-examples: %s\n", one.c_str());
    return wrong.empty() ? 0 : 1;
}
