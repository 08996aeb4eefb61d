#include "commands/line/synonym_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "commands/line/command_path.hpp"
#include "commands/line/global_options.hpp"
#include "commands/line/path_words.hpp"
#include "commands/line/spelling.hpp"
#include "commands/line/synonyms.hpp"

namespace rasctl::commands {
namespace {

using Names = std::set<std::string, std::less<>>;

std::string last_word(std::string_view name) {
    return std::string(name.substr(name.rfind(' ') + 1));
}

Names all_verbs(const catalog::Catalog& catalog) {
    Names verbs;
    for (const catalog::Command command : catalog.commands()) verbs.insert(std::string(command.verb()));
    for (const HandWritten& own : hand_written_commands()) verbs.insert(last_word(own.name));
    return verbs;
}

Names all_options(const catalog::Catalog& catalog) {
    Names names;
    for (const Option& option : global_usage().options) names.insert(option.name);
    for (const catalog::Operation operation : catalog.operations())
        for (const catalog::Flag flag : operation.flags()) names.insert(std::string(flag.name()));
    for (const HandWritten& own : hand_written_commands())
        for (const Option& option : own.usage().options) names.insert(option.name);
    for (const char* const name : {"all-sites", "watch", "every", "all", "from-file", "output-file",
                                   "expires-within", "or-update", "if-not-exists"})
        names.insert(name);
    return names;
}

class Check {
  public:
    explicit Check(const catalog::Catalog& catalog) : catalog_(catalog) {}

    std::vector<std::string> run() {
        const Synonyms& table = synonyms();
        for (const auto& [word, targets] : table.top) check_top(word, targets);
        for (const auto& [word, targets] : table.verbs) check_verbs(word, targets);
        for (const auto& [word, targets] : table.flags) check_flags(word, targets);
        for (const auto& [said, targets] : table.instead)
            for (const std::string& target : targets)
                // Of every command it leads to the same one, or to its noun.
                if (target.find('{') == std::string::npos) check_target(said, target);
        for (const auto& [word, targets] : table.prepositions) check_flags(word, targets);
        for (const std::string& noun : table.everyday) check_target("everyday", noun);
        for (const auto& [cmdlet, target] : table.cmdlet_nouns) check_target(cmdlet, target);
        for (const auto& [cmdlet, target] : table.cmdlet_commands) check_target(cmdlet, target);
        return std::move(wrong_);
    }

  private:
    void check_top(const std::string& word, const std::vector<std::string>& targets) {
        for (const Child& child : children_of(catalog_, "")) {
            // A noun of the hand-written commands may mean others where it lacks the verb.
            if (child.is_noun && !child.group.empty()) continue;
            bool true_word = same_word(child.word, word);
            for (const auto alias : child.aliases) true_word = true_word || same_word(alias.value(), word);
            if (true_word) wrong_.push_back(fmt::format("the synonym '{}' is a true word", word));
        }
        for (const std::string& target : targets) check_target(word, target);
    }

    void check_target(const std::string& word, const std::string& target) {
        if (!find_command_of_line(catalog_, target).unknown.empty())
            wrong_.push_back(fmt::format("'{}' leads to '{}', which there is not", word, target));
    }

    void check_verbs(const std::string& word, const std::vector<std::string>& targets) {
        for (const std::string& target : targets) {
            auto words = at_blanks(target);
            std::erase_if(words, [](const std::string& one) { return one.starts_with("--"); });
            if (!words.empty() && !verbs_.contains(words.back()))
                wrong_.push_back(
                    fmt::format("the verb '{}' leads to '{}', which there is not", word, target));
        }
    }

    void check_flags(const std::string& word, const std::vector<std::string>& targets) {
        for (const std::string& target : targets) {
            const std::string name = target.substr(0, target.find('='));
            const bool switched_off = name.starts_with("no-") && options_.contains(name.substr(3));
            if (!options_.contains(name) && !switched_off)
                wrong_.push_back(fmt::format("the flag '{}' leads to --{}, which there is not", word, name));
        }
    }

    const catalog::Catalog& catalog_;
    Names verbs_ = all_verbs(catalog_);
    Names options_ = all_options(catalog_);
    std::vector<std::string> wrong_;
};

}  // namespace

std::vector<std::string> wrong_synonyms(const catalog::Catalog& catalog) {
    return Check(catalog).run();
}

}  // namespace rasctl::commands
