#include "commands/line/phrases.hpp"

#include <algorithm>

#include "commands/line/synonyms.hpp"

namespace rasctl::commands {
namespace {

bool was_given(const ReadWords& given, const std::string& option) {
    return std::ranges::find(given.options, option, &GivenOption::name) != given.options.end();
}

bool looks_like_file(std::string_view word) {
    return word.find_first_of("./\\") != std::string_view::npos;
}

// The required flag that a word alone can only be the value of.
const Option* option_named_by(const Usage& usage, const ReadWords& given, bool makes) {
    const Option *only = nullptr, *file = nullptr;
    std::size_t count = 0, files = 0;
    for (const Option& option : usage.options) {
        if (!option.required || was_given(given, option.name)) continue;
        ++count;
        only = &option;
        if (option.placeholder != "FILE") continue;
        ++files;
        file = &option;
    }
    if (files == 1 && looks_like_file(given.operands.front())) return file;
    // "settings export farm.zip": what a download is kept in.
    if (count == 0 && looks_like_file(given.operands.front())) {
        const Option* const place = find_option(usage, "output-file");
        return place != nullptr && !was_given(given, place->name) ? place : nullptr;
    }
    // "site create Paris": what it is to be called, whatever else it needs.
    const Option* const name = makes ? find_option(usage, "name") : nullptr;
    const bool is_name = name != nullptr && name->placeholder == "TEXT" && !was_given(given, name->name);
    if (is_name && !looks_like_file(given.operands.front())) return name;
    if (count != 1 || only->placeholder.starts_with('@')) return nullptr;
    return makes && only->placeholder != "TEXT" ? nullptr : only;
}

// "sessions on rdsh01", "certificates of all sites".
void take_prepositions(const Usage& usage, ReadWords& given) {
    while (given.operands.size() >= 2) {
        const Option* const option = option_joined(usage, given.operands[0]);
        if (option == nullptr) return;
        given.options.push_back({option->name, given.operands[1]});
        given.operands.erase(given.operands.begin(), given.operands.begin() + 2);
    }
}

}  // namespace

std::vector<std::string> without_fillers(const std::vector<std::string>& words) {
    std::vector<std::string> kept;
    bool before_options = true;
    for (const std::string& word : words) {
        before_options = before_options && !is_option_word(word);
        if (!before_options || !synonyms().fillers.contains(word)) kept.push_back(word);
    }
    return kept;
}

const Option* option_joined(const Usage& usage, std::string_view word) {
    const auto meant = synonyms().prepositions.find(word);
    if (meant == synonyms().prepositions.end()) return nullptr;
    for (const std::string& name : meant->second)
        if (const Option* const option = find_option(usage, name)) return option;
    return nullptr;
}

void take_operands(const CommandPath& path, const Usage& usage, ReadWords& given) {
    if (!path.command || !usage.positionals.empty()) return;
    if (path.command->verb() == "list") {
        // "gateway list all".
        std::erase_if(given.operands,
                      [](const std::string& word) { return synonyms().fillers.contains(word); });
        return take_prepositions(usage, given);
    }
    if (given.operands.empty()) return;
    const Option* const option = option_named_by(usage, given, path.command->verb() == "create");
    if (option == nullptr || (given.operands.size() > 1 && !option->repeatable)) return;
    for (std::string& word : given.operands) given.options.push_back({option->name, std::move(word)});
    given.operands.clear();
}

}  // namespace rasctl::commands
