#include "commands/line/synonyms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "commands/line/spelling.hpp"
#include "commands/line/word_reader.hpp"
#include "embedding/embedded_file.hpp"
#include "json/reader.hpp"
#include "text/ascii.hpp"

RASCTL_EMBED(synonyms, RASCTL_SYNONYMS);

namespace rasctl::commands {
namespace {

Meanings meanings(const json::Value* section) {
    Meanings read;
    for (const json::Member& member : section->as_object()) {
        std::vector<std::string>& targets = read[bare_singular(member.name)];
        for (const json::Value& target : member.value.as_array())
            // Two spellings of one word may say the same.
            if (std::ranges::find(targets, target.as_string()) == targets.end())
                targets.push_back(target.as_string());
    }
    return read;
}

std::map<std::string, std::string, std::less<>> texts(const json::Value* section) {
    std::map<std::string, std::string, std::less<>> read;
    for (const json::Member& member : section->as_object())
        read.emplace(bare_letters(member.name), member.value.as_string());
    return read;
}

std::set<std::string, std::less<>> words(const json::Value* section) {
    std::set<std::string, std::less<>> read;
    for (const json::Value& word : section->as_array()) read.insert(word.as_string());
    return read;
}

std::vector<std::string> texts_of(const json::Value* section) {
    std::vector<std::string> read;
    for (const json::Value& text : section->as_array()) read.push_back(text.as_string());
    return read;
}

Synonyms load() {
    // Ours and read by the tests: it is well-formed.
    const auto content = json::parse(RASCTL_EMBEDDED(synonyms));
    const json::Value& cmdlets = *content->find("cmdlets");
    return {.verbs = meanings(content->find("verbs")),
            .top = meanings(content->find("top")),
            .flags = meanings(content->find("flags")),
            .instead = meanings(content->find("instead")),
            .fillers = words(content->find("fillers")),
            .prepositions = meanings(content->find("prepositions")),
            .everyday = texts_of(content->find("everyday")),
            .cmdlet_verbs = meanings(cmdlets.find("verbs")),
            .cmdlet_nouns = texts(cmdlets.find("nouns")),
            .cmdlet_commands = texts(cmdlets.find("commands")),
            .cmdlets_without = texts(cmdlets.find("none"))};
}

// Whether the noun of a command has that word.
bool is_word_of(std::string_view command, std::string_view word) {
    const std::string_view noun = command.substr(0, std::min(command.rfind(' '), command.size()));
    const auto at = noun.find(word);
    const bool begins = at != std::string_view::npos && (at == 0 || noun[at - 1] == ' ');
    const auto end = at + word.size();
    return begins && !word.empty() && (end == noun.size() || noun[end] == ' ');
}

// The only option whose name is spelled so, but for dashes, letter case, plural and a trailing "Id".
const Option* option_spelled(const Usage& usage, std::string_view said) {
    std::string word = bare_singular(said);
    const Option* found = nullptr;
    const auto look = [&] {
        for (const Option& option : usage.options)
            if (!option.group.empty() && bare_singular(option.name) == word) {
                if (found != nullptr && found->name != option.name) return false;
                found = &option;
            }
        return found != nullptr;
    };
    if (look()) return found;
    if (found != nullptr || word.size() < 5 || !word.ends_with("id")) return nullptr;
    word.resize(word.size() - 2);
    return look() ? found : nullptr;
}

}  // namespace

const Synonyms& synonyms() {
    static const Synonyms table = load();
    return table;
}

std::span<const std::string> meanings_of(const Meanings& meanings, std::string_view word) {
    const auto found = meanings.find(bare_singular(word));
    if (found == meanings.end()) return {};
    return found->second;
}

std::vector<std::string> instead_of(std::string_view command, std::string_view word) {
    const std::size_t blank = command.rfind(' ');
    const std::string_view noun = blank == std::string_view::npos ? command : command.substr(0, blank);
    const std::string_view verb = blank == std::string_view::npos ? command : command.substr(blank + 1);
    std::vector<std::string> names;
    for (const std::string& said :
         {fmt::format("{} {}", command, word), fmt::format("* {} {}", verb, word)}) {
        for (std::string name : meanings_of(synonyms().instead, said)) {
            for (const auto& [mark, by] : {std::pair("{command}", command), std::pair("{noun}", noun)})
                if (const auto at = name.find(mark); at != std::string::npos)
                    name.replace(at, std::string_view(mark).size(), by);
            names.push_back(std::move(name));
        }
        if (!names.empty()) return names;
    }
    return names;
}

std::optional<MeantOption> option_meant(const Usage& usage, std::string_view said,
                                        const std::optional<std::string>& value) {
    if (const Option* const exact = find_option(usage, said))
        return MeantOption{exact, std::string(said), {}};
    const Option* const spelled = said.size() > 1 ? option_spelled(usage, said) : nullptr;
    // "--name" is another word than "--names", where it has a meaning of its own.
    if (spelled &&
        (bare_letters(spelled->name) == bare_letters(said) || meanings_of(synonyms().flags, said).empty()))
        return MeantOption{spelled, spelled->name, {}};
    if (said.size() > 1) {
        if (said.starts_with("no-"))
            if (const Option* const option = option_spelled(usage, said.substr(3)); option && option->boolean)
                return MeantOption{option, "no-" + option->name, {}};
    }
    std::optional<MeantOption> without_value;
    for (const std::string& target : meanings_of(synonyms().flags, said)) {
        const auto equals = target.find('=');
        const std::string name = target.substr(0, equals);
        const Option* const option = find_option(usage, name);
        if (option == nullptr || option->group.empty()) continue;
        if (equals != std::string::npos) {
            const auto blank = std::min(target.find(' ', equals), target.size());
            return MeantOption{option, name, target.substr(equals + 1, blank - equals - 1),
                               target.substr(std::min(blank + 1, target.size()))};
        }
        // "-n 5" is a number of rows, "-n gw1" a name, and "--count" alone no limit.
        if (option->placeholder == "N" && (!value || !is_all_digits(*value))) continue;
        if (value || option->placeholder.empty()) return MeantOption{option, name, {}};
        // "--idle 2h" is a time, and "--idle" alone a state.
        if (!without_value) without_value = MeantOption{option, name, {}};
    }
    if (without_value) return without_value;
    if (spelled) return MeantOption{spelled, spelled->name, {}};
    // "policy create --policy-name", "mfa radius update --radius-timeout": the noun is said again.
    const auto dash = said.find('-');
    const bool again = dash != std::string_view::npos && is_word_of(usage.name, said.substr(0, dash));
    return again ? option_meant(usage, said.substr(dash + 1), value) : std::nullopt;
}

}  // namespace rasctl::commands
