#include "commands/line/phrases.hpp"

#include <algorithm>
#include <span>

#include "commands/line/row_condition.hpp"
#include "commands/line/spelling.hpp"
#include "commands/line/synonyms.hpp"
#include "config/setting.hpp"

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

// Words behind a list that say which of its rows are meant, taken one after the other.
class RowWords {
  public:
    RowWords(const Usage& usage, ReadWords& given) : usage_(usage), given_(given) {}

    void take() {
        std::vector<std::string> left;
        const std::vector<std::string>& words = given_.operands;
        for (std::size_t i = 0; i < words.size();) {
            const std::size_t count = take_at(std::span(words).subspan(i));
            if (count == 0 && !names_rows(words[i])) left.push_back(words[i]);
            i += std::max<std::size_t>(count, 1);
        }
        given_.operands = std::move(left);
    }

  private:
    // "session list idle sessions": what the rows are.
    bool names_rows(std::string_view word) const {
        const std::string_view noun = std::string_view(usage_.name).substr(0, usage_.name.rfind(' '));
        return same_word(noun.substr(noun.rfind(' ') + 1), word);
    }

    // How many of the words were taken.
    std::size_t take_at(std::span<const std::string> words) {
        // "hosts where agentState=OK".
        if (words.front() == "where" && words.size() > 1) {
            const std::size_t count = take_at(words.subspan(1));
            return count == 0 ? 0 : count + 1;
        }
        if (words.size() > 2 && (words[1] == "=" || words[1] == "==" || words[1] == "is") &&
            take_condition(words[0] + "=" + words[2]))
            return 3;
        if (take_condition(words.front())) return 1;
        if (words.size() > 1 && take_joined(words)) return 2;
        if (words.size() > 2 && take_pair(words[0] + "-" + words[1], words[2])) return 3;
        // "users on rdsh01" before "user ben".
        const bool pair = words.size() > 1 && !synonyms().prepositions.contains(words[1]);
        if (pair && take_pair(words[0], words[1])) return 2;
        const auto choice = row_choice(usage_, words.front());
        if (choice) given_.options.push_back(*choice);
        return choice ? 1 : 0;
    }

    // "sessions on rdsh01", "certificates of all sites".
    bool take_joined(std::span<const std::string> words) {
        const Option* const option = option_joined(usage_, words[0]);
        if (option != nullptr) given_.options.push_back({option->name, words[1]});
        return option != nullptr;
    }

    // "site=Branch", "agentState=OK", "cpuLoad>50".
    bool take_condition(const std::string& word) {
        const auto end = word.find_first_of("=<>~!");
        if (end == std::string::npos || end == 0) return false;
        const std::string name = word.substr(0, end);
        if (word[end] == '=' && word.find('=', end + 1) == std::string::npos &&
            take_pair(name, word.substr(end + 1)))
            return true;
        if (!row_condition(usage_, name, std::nullopt)) return false;
        given_.options.push_back({"where", word});
        return true;
    }

    // "site Branch", "older than 8h".
    bool take_pair(const std::string& name, const std::string& value) {
        const auto meant = option_meant(usage_, name, value);
        if (!meant || !meant->value.empty() || meant->option->placeholder.empty()) return false;
        // "idle sessions" says no time.
        if (meant->option->placeholder == "TIME" && !config::parse_duration(value)) return false;
        given_.options.push_back({meant->name, value});
        return true;
    }

    const Usage& usage_;
    ReadWords& given_;
};

// "gateway update gw1 enabled=false": what names a field is no target.
void take_fields(const Usage& usage, ReadWords& given) {
    std::erase_if(given.operands, [&](const std::string& word) {
        const auto equals = word.find('=');
        if (equals == std::string::npos) return false;
        const std::string value = word.substr(equals + 1);
        const auto meant = option_meant(usage, word.substr(0, equals), value);
        if (!meant || !meant->value.empty() || meant->option->inherited) return false;
        const bool is_switch = meant->option->placeholder.empty();
        const auto on = is_switch ? config::parse_boolean(value) : std::nullopt;
        // Secrets are not for command lines.
        if ((is_switch && !on) || meant->option->placeholder.starts_with('@')) return false;
        const bool negated = meant->name != meant->option->name;
        given.options.push_back({meant->option->name, !is_switch       ? value
                                                      : *on != negated ? "true"
                                                                       : "false"});
        return true;
    });
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

void take_row_words(const Usage& usage, ReadWords& given) {
    RowWords(usage, given).take();
}

void take_operands(const CommandPath& path, const Usage& usage, ReadWords& given) {
    if (!path.command || given.operands.empty()) return;
    // Members are named as they are: "account=COMPANY\\ben".
    const bool has_fields =
        path.command->effect() != catalog::Effect::read && !path.command->changes_members();
    if (has_fields) take_fields(usage, given);
    // "policy rule list of Kiosk": whose they are.
    const bool reads = path.command->effect() == catalog::Effect::read;
    if (!usage.positionals.empty() && reads && given.operands.size() > 1 &&
        synonyms().prepositions.contains(given.operands.front()))
        given.operands.erase(given.operands.begin());
    if (!usage.positionals.empty()) return;
    if (path.command->verb() == "list") {
        // "gateway list all".
        std::erase_if(given.operands,
                      [](const std::string& word) { return synonyms().fillers.contains(word); });
        return take_row_words(usage, given);
    }
    if (given.operands.empty()) return;
    const Option* const option = option_named_by(usage, given, path.command->verb() == "create");
    if (option == nullptr || (given.operands.size() > 1 && !option->repeatable)) return;
    for (std::string& word : given.operands) given.options.push_back({option->name, std::move(word)});
    given.operands.clear();
}

}  // namespace rasctl::commands
