#include "commands/line/command_search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "commands/line/registry.hpp"
#include "commands/line/spelling.hpp"
#include "commands/line/synonyms.hpp"
#include "text/ascii.hpp"
#include "text/cut.hpp"
#include "text/nearest.hpp"

namespace rasctl::commands {
namespace {

using catalog::Operation;
using catalog::Schema;
using Words = std::vector<std::string>;

// How much a word counts by where it is found. Only their order matters, and that a name outweighs any text.
enum Weight : int {
    in_command = 130,  // the synonym means this very command
    in_name = 100,
    in_verb_meant = 80,
    in_noun_meant = 90,
    in_alias = 95,
    in_name_part = 60,
    begins_name = 45,
    nearly_name = 40,
    in_summary = 35,
    begins_summary = 18,
    in_flag = 25,
    two_in_flag = 110,  // "max sessions" is --max-sessions
    in_flag_part = 12,
    in_value = 14,
    in_text = 6,
};

constexpr std::array stop_words{"a",  "an", "the", "of",  "to",   "how", "i",   "my",   "in", "on",
                                "is", "do", "for", "and", "with", "all", "can", "from", "by", "what"};

Words pieces(std::string_view text) {
    Words words;
    std::string word;
    for (const char c : text) {
        if (is_letter(c) || is_digit(c))
            word += to_lower(c);
        else if (!word.empty())
            words.push_back(bare_singular(std::exchange(word, {})));
    }
    if (!word.empty()) words.push_back(bare_singular(word));
    return words;
}

// What words of one root have in common: "expire", "expiring", "expiry" and "expiration".
std::string_view root(std::string_view word) {
    constexpr std::size_t shortest = 4;
    for (const std::string_view ending : {"ation", "ing", "ed", "e", "y"})
        if (word.size() >= shortest + ending.size() && word.ends_with(ending))
            return word.substr(0, word.size() - ending.size());
    return word;
}

// One word that is searched for.
struct Sought {
    std::string word;    // in its bare spelling
    std::string root{};  // of the word
    Words verbs{};       // that it may mean
    Words nouns{};       // or commands
};

Sought sought(const std::string& word) {
    Sought one{.word = bare_singular(word)};
    one.root = root(one.word);
    for (const std::string& verb : meanings_of(synonyms().verbs, word))
        one.verbs.push_back(verb.substr(0, verb.find(' ')));
    for (const std::string& noun : meanings_of(synonyms().top, word)) one.nouns.push_back(noun);
    return one;
}

// What a command is found by, gathered once and asked for every word.
struct Document {
    std::string name{}, summary{}, example{};
    Words name_words{}, name_parts{}, aliases{}, summary_words{};
    Words flags{}, flag_parts{}, values{};
    std::vector<std::string_view> texts{};
};

bool holds(const Words& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

bool begins(const Words& words, std::string_view word) {
    return word.size() >= 3 &&
           std::ranges::any_of(words, [&](const std::string& one) { return one.starts_with(word); });
}

bool contains_ignoring_case(std::string_view text, std::string_view word) {
    return word.size() >= 4 && std::ranges::search(text, word, {}, to_lower).size() > 0;
}

int weight_of_meanings(const Document& document, const Sought& one) {
    int weight = 0;
    const std::string_view name = document.name;
    const std::string_view verb = name.substr(name.rfind(' ') + 1);
    if (std::ranges::find(one.verbs, verb) != one.verbs.end()) weight = in_verb_meant;
    int later = 0;  // the likelier meanings come first
    for (const std::string& noun : one.nouns) {
        if (name == noun) return in_command;
        const bool below = name.starts_with(noun) && name[noun.size()] == ' ';
        const bool direct = below && name.find(' ', noun.size() + 1) == std::string_view::npos;
        if (below) weight = std::max<int>(weight, (direct ? in_noun_meant : in_name_part) - later);
        ++later;
    }
    return weight;
}

int weight_in(const Document& document, const Sought& one) {
    int weight = weight_of_meanings(document, one);
    const auto at_least = [&](bool found, int more) {
        if (found && more > weight) weight = more;
    };
    at_least(holds(document.name_words, one.word), in_name);
    at_least(holds(document.aliases, one.word), in_alias);
    if (weight >= in_verb_meant) return weight;
    at_least(holds(document.name_parts, one.word), in_name_part);
    at_least(begins(document.name_words, one.root), begins_name);
    if (weight > 0) return weight;
    const bool nearly =
        one.word.size() >= 5 && std::ranges::any_of(document.name_words, [&](const auto& word) {
            return edit_distance(word, one.word, 1) <= 1;
        });
    at_least(nearly, nearly_name);
    at_least(holds(document.summary_words, one.word), in_summary);
    at_least(begins(document.summary_words, one.root), begins_summary);
    at_least(holds(document.flags, one.word), in_flag);
    at_least(holds(document.flag_parts, one.word), in_flag_part);
    at_least(one.root != one.word && begins(document.flag_parts, one.root), in_flag_part);
    at_least(holds(document.values, one.word), in_value);
    if (weight > 0) return weight;
    at_least(
        std::ranges::any_of(document.texts,
                            [&](std::string_view text) { return contains_ignoring_case(text, one.word); }),
        in_text);
    return weight;
}

void add_values(Document& document, const catalog::Type& type) {
    const auto schema = type.schema();
    if (!schema || schema->kind() == catalog::SchemaKind::object) return;
    for (const auto value : schema->values()) document.values.push_back(bare_singular(value.word()));
}

void add_field(Document& document, std::string_view name, const catalog::Field& field) {
    document.flags.push_back(bare_singular(name));
    for (std::string& piece : pieces(name)) document.flag_parts.push_back(std::move(piece));
    if (!field.description().empty()) document.texts.push_back(field.description());
    add_values(document, field.type());
}

void add_operation(Document& document, const Operation& operation) {
    for (const catalog::Flag flag : operation.flags()) add_field(document, flag.name(), flag.field());
    const auto shown = operation.response().schema();
    if (!shown || shown->kind() != catalog::SchemaKind::object) return;
    for (const catalog::Field field : shown->fields()) add_field(document, field.name(), field);
}

void add_names(Document& document) {
    for (std::string_view rest = document.name; !rest.empty();)
        document.name_words.push_back(bare_singular(cut(rest, ' ')));
    document.name_parts = pieces(document.name);
    document.summary_words = pieces(document.summary);
}

Document shown_of(const catalog::Command& command) {
    Document document{.name = std::string(command.name()), .summary = std::string(command.summary())};
    document.example = command.examples().empty() ? fmt::format("rasctl {} --help", document.name)
                                                  : std::string(command.examples()[0].value());
    return document;
}

Document shown_of(const HandWritten& own, const Usage& usage) {
    Document document{.name = std::string(own.name), .summary = std::string(own.summary)};
    document.example =
        usage.examples.empty() ? fmt::format("rasctl {}", document.name) : usage.examples.front();
    return document;
}

std::string first_line(std::string_view text) {
    return std::string(text.substr(0, text.find('\n')));
}

Document document_of(const catalog::Command& command) {
    Document document = shown_of(command);
    add_names(document);
    for (std::optional<catalog::Noun> noun = command.noun(); noun; noun = noun->parent()) {
        for (const auto alias : noun->aliases()) document.aliases.push_back(bare_singular(alias.value()));
        document.aliases.push_back(bare_singular(noun->name()));
        for (std::string& piece : pieces(noun->summary())) document.summary_words.push_back(std::move(piece));
    }
    for (std::size_t i = 0; i < command.operation_count(); ++i) add_operation(document, command.operation(i));
    return document;
}

Document document_of(const HandWritten& own) {
    const Usage usage = own.usage();
    Document document = shown_of(own, usage);
    add_names(document);
    for (const Option& option : usage.options) document.flags.push_back(bare_singular(option.name));
    for (std::string& piece : pieces(usage.description)) document.flag_parts.push_back(std::move(piece));
    return document;
}

// Among commands found equally well, the likelier ones come first.
int likeliness(std::string_view name) {
    constexpr std::array verbs{"delete", "update", "status", "create", "get", "list"};
    const std::string_view verb = name.substr(name.rfind(' ') + 1);
    const auto* const place = std::ranges::find(verbs, verb);
    return place == verbs.end() ? 0 : static_cast<int>(place - verbs.begin()) + 1;
}

struct Hit {
    FoundCommand command;
    std::size_t words = 0;  // of those sought, that it has
    std::ptrdiff_t depth = 0;
};

bool is_better(const Hit& a, const Hit& b) {
    if (a.words != b.words) return a.words > b.words;
    if (a.command.score != b.command.score) return a.command.score > b.command.score;
    if (a.depth != b.depth) return a.depth < b.depth;
    const int a_likely = likeliness(a.command.name), b_likely = likeliness(b.command.name);
    return a_likely != b_likely ? a_likely > b_likely : a.command.name < b.command.name;
}

class Search {
  public:
    explicit Search(const Words& words) {
        for (const std::string& word : words)
            if (std::ranges::find(stop_words, lower_case(word)) == stop_words.end())
                sought_.push_back(sought(word));
        for (std::size_t i = 1; i < sought_.size(); ++i)
            pairs_.push_back(sought_[i - 1].word + sought_[i].word);
    }

    void look_at(Document document) {
        Hit hit{.command = {.name = std::move(document.name), .summary = {}, .example = {}}};
        document.name = hit.command.name;
        for (const Sought& one : sought_) {
            const int weight = weight_in(document, one);
            hit.command.score += weight;
            hit.command.by_name = hit.command.by_name || weight >= in_verb_meant;
            hit.words += weight > 0 ? 1 : 0;
        }
        if (hit.words == 0) return;
        for (const std::string& pair : pairs_)
            if (holds(document.flags, pair)) hit.command.score += two_in_flag;
        hit.depth = std::ranges::count(hit.command.name, ' ');
        hit.command.summary = first_line(document.summary);
        hit.command.example = std::move(document.example);
        hits_.push_back(std::move(hit));
    }

    std::vector<FoundCommand> best(std::size_t most) {
        std::ranges::stable_sort(hits_, is_better);
        const std::size_t words = hits_.empty() ? 0 : hits_.front().words;
        std::vector<FoundCommand> found;
        for (Hit& hit : hits_)
            if (found.size() < most && hit.words == words) found.push_back(std::move(hit.command));
        return found;
    }

  private:
    std::vector<Sought> sought_;
    Words pairs_;  // of words that follow each other, as a flag has them in one
    std::vector<Hit> hits_;
};

}  // namespace

FoundCommand command_called(const catalog::Catalog& catalog, const std::string& name) {
    const auto* const own = find_hand_written(name);
    const auto command = catalog.command(name);
    Document shown{.name = name};
    if (own != nullptr)
        shown = shown_of(*own, own->usage());
    else if (command)
        shown = shown_of(*command);
    return {.name = name, .summary = first_line(shown.summary), .example = std::move(shown.example)};
}

std::vector<FoundCommand> search_commands(const catalog::Catalog& catalog, const Words& words,
                                          std::size_t most) {
    Search search(words);
    for (const HandWritten& own : hand_written_commands())
        if (!own.group.empty()) search.look_at(document_of(own));
    for (const catalog::Command command : catalog.commands())
        if (find_hand_written(command.name()) == nullptr) search.look_at(document_of(command));
    return search.best(most);
}

}  // namespace rasctl::commands
