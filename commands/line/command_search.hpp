// Finding commands by what one knows of them: names, summaries, fields, values, and what people say instead.
#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.hpp"

namespace rasctl::commands {

struct FoundCommand {
    std::string name;     // "rds host create"
    std::string summary;  // one line
    std::string example;
    bool by_name = false;  // a word of its name, or a synonym of one, was searched for
    int score = 0;
};

// What is shown of a command; its score is 0.
FoundCommand command_called(const catalog::Catalog& catalog, const std::string& name);

// The best first. All words count; where no command has all of them, those that have the most.
std::vector<FoundCommand> search_commands(const catalog::Catalog& catalog,
                                          const std::vector<std::string>& words, std::size_t most);

}  // namespace rasctl::commands
