#include "commands/line/path_words.hpp"

#include <algorithm>

#include "commands/line/global_options.hpp"
#include "commands/line/spelling.hpp"
#include "commands/line/word_reader.hpp"
#include "text/cut.hpp"

namespace rasctl::commands {

Words at_blanks(std::string_view text) {
    Words words;
    while (!text.empty()) words.emplace_back(cut(text, ' '));
    return words;
}

Words replaced(const CommandPath& path, const Words& by, std::size_t count) {
    Words words = path.words;
    const auto place = words.begin() + static_cast<std::ptrdiff_t>(path.unknown_at);
    const auto at = words.erase(place, place + static_cast<std::ptrdiff_t>(count));
    words.insert(at, by.begin(), by.end());
    return words;
}

std::vector<Words> readings(const CommandPath& path, std::span<const std::string> targets) {
    std::vector<Words> list;
    const std::size_t next = path.unknown_at + 1;
    for (const std::string& target : targets) {
        const Words by = at_blanks(target);
        // "smtp settings" is "mailbox settings", not "mailbox settings settings".
        const bool again =
            by.size() > 1 && next < path.words.size() && same_word(by.back(), path.words[next]);
        list.push_back(replaced(path, by, again ? 2 : 1));
    }
    return list;
}

bool is_called(const Child& child, std::string_view said) {
    return same_word(child.word, said) ||
           std::ranges::any_of(child.aliases, [&](const auto& alias) { return same_word(alias, said); });
}

bool is_noun_or_below(std::string_view name, std::string_view noun) {
    return name == noun || (name.size() > noun.size() && name.starts_with(noun) && name[noun.size()] == ' ');
}

std::size_t operands_behind(const CommandPath& path) {
    std::size_t count = 0;
    for (std::size_t i = path.unknown_at + 1; i < path.words.size() && !is_option_word(path.words[i]); ++i)
        ++count;
    return count;
}

bool chooses(const CommandPath& path) {
    const auto selects = [](const std::string& word) {
        return word == "--all" || word == "--where" || word.starts_with("--where=");
    };
    return operands_behind(path) > 0 || std::ranges::any_of(path.words, selects);
}

bool wants_target(const CommandPath& path) {
    if (!path.command) return false;
    for (std::size_t i = 0; i < path.command->operation_count(); ++i)
        if (path.command->operation(i).path_parameters().empty()) return false;
    return true;
}

bool takes_targets(const CommandPath& path, std::size_t count) {
    if (!path.command) return true;
    for (std::size_t i = 0; i < path.command->operation_count(); ++i) {
        std::size_t wanted = path.command->operation(i).path_parameters().size();
        // Members stand behind the one that holds them.
        if (path.command->changes_members()) ++wanted;
        if (wanted > 0 && (count == 0 || wanted <= count)) return true;
    }
    return false;
}

bool takes_nouns(const CommandPath& path) {
    const Usage usage = path.hand_written->usage();
    if (usage.positionals.empty() || !usage.positionals.front().placeholder.starts_with("NOUN")) return false;
    const auto is_known = [](const Usage& by, std::string_view name) {
        return std::ranges::find(by.options, name, &Option::name) != by.options.end();
    };
    return std::ranges::none_of(path.rest, [&](const std::string& word) {
        if (!word.starts_with("--") || word.size() == 2) return false;
        const std::string_view name =
            std::string_view(word).substr(2, std::min(word.find('='), word.size()) - 2);
        return !is_known(usage, name) && !is_known(global_usage(), name);
    });
}

bool needs_no_target(const HandWritten& own) {
    const auto positionals = own.usage().positionals;
    return positionals.size() < 2 || !positionals[1].required;
}

}  // namespace rasctl::commands
