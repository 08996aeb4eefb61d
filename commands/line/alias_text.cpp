#include "commands/line/alias_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>

#include "commands/line/split_words.hpp"
#include "commands/line/word_reader.hpp"
#include "terminal/sanitize.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

constexpr std::size_t most_arguments = 99;

Error alias_error(std::string_view name, std::string why) {
    return {.exit_code = ExitCode::usage,
            .what = fmt::format("the alias '{}' does not work", terminal::sanitize(name)),
            .why = std::move(why),
            .hint = fmt::format("rasctl config get alias.{}", terminal::sanitize(name))};
}

struct Place {
    std::size_t number = 0;  // 0: all of them
    std::optional<std::string> fallback{};
    std::size_t length = 0;  // of its text
};

// "1:-default" or "@", what stands between braces.
std::optional<Place> place_in(std::string_view inner) {
    Place place;
    const auto colon = inner.find(":-");
    const std::string_view number = inner.substr(0, colon);
    if (colon != std::string_view::npos) place.fallback = std::string(inner.substr(colon + 2));
    if (number == "@") return place;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), place.number);
    const bool good = error == std::errc() && end == number.data() + number.size() && place.number > 0 &&
                      place.number <= most_arguments;
    return good ? std::optional(place) : std::nullopt;
}

// The place that the text begins with; none where it is a dollar sign like any other. And why it is none
// although it looks like one.
using PlaceOrWhy = std::pair<std::optional<Place>, std::string>;

PlaceOrWhy read_place(std::string_view text) {
    if (text.size() < 2 || text[0] != '$') return {};
    if (text[1] == '@' || (is_digit(text[1]) && text[1] != '0')) {
        auto place = place_in(text.substr(1, 1));
        place->length = 2;
        return {std::move(place), {}};
    }
    if (text[1] != '{') return {};
    const auto end = text.find('}');
    if (end == std::string_view::npos) return {std::nullopt, "a ${ is not closed"};
    auto place = place_in(text.substr(2, end - 2));
    if (!place)
        return {std::nullopt, fmt::format("'{}' is no place for a word: ${{1}}, ${{1:-default}}, ${{@}}",
                                          terminal::sanitize(text.substr(0, end + 1)))};
    place->length = end + 1;
    return {std::move(place), {}};
}

// Calls `on_place` for every place of the word and `on_text` for what is between them. Answers why it cannot.
std::string walk(std::string_view word, const std::function<void(std::string_view)>& on_text,
                 const std::function<void(const Place&)>& on_place) {
    while (!word.empty()) {
        const auto dollar = std::min(word.find('$'), word.size());
        on_text(word.substr(0, dollar));
        word.remove_prefix(dollar);
        if (word.empty()) break;
        if (word.starts_with("$$")) {
            on_text("$");
            word.remove_prefix(2);
            continue;
        }
        const auto [place, why] = read_place(word);
        if (!why.empty()) return why;
        if (place)
            on_place(*place);
        else
            on_text("$");
        word.remove_prefix(place ? place->length : 1);
    }
    return {};
}

class Filling {
  public:
    Filling(std::string_view name, const std::vector<std::string>& behind) : name_(name) {
        const auto flag = std::ranges::find_if(behind, is_option_word);
        arguments_.assign(behind.begin(), flag);
        rest_.assign(flag, behind.end());
    }

    Result<std::vector<std::string>> fill(const std::vector<std::string>& words) {
        std::vector<std::string> filled;
        for (const std::string& word : words) {
            if (word == "$@" || word == "${@}") {
                filled.insert(filled.end(), arguments_.begin(), arguments_.end());
                all_taken_ = true;
            } else {
                filled.push_back(filled_word(word));
            }
        }
        if (!missing_.empty()) return alias_error(name_, missing_);
        const std::size_t taken = all_taken_ ? arguments_.size() : std::min(taken_, arguments_.size());
        filled.insert(filled.end(), arguments_.begin() + static_cast<std::ptrdiff_t>(taken),
                      arguments_.end());
        filled.insert(filled.end(), rest_.begin(), rest_.end());
        return filled;
    }

  private:
    std::string filled_word(const std::string& word) {
        std::string text;
        const std::string why = walk(
            word, [&](std::string_view part) { text += part; },
            [&](const Place& place) { text += value_of(place); });
        if (!why.empty()) missing_ = why;
        return text;
    }

    std::string value_of(const Place& place) {
        if (place.number == 0) {
            all_taken_ = true;
            std::string all;
            for (const std::string& one : arguments_) all += (all.empty() ? "" : " ") + one;
            return all.empty() ? place.fallback.value_or("") : all;
        }
        taken_ = std::max(taken_, place.number);
        if (place.number <= arguments_.size()) return arguments_[place.number - 1];
        if (place.fallback) return *place.fallback;
        missing_ = fmt::format("it takes {} word{} behind it, and {} {} given", place.number,
                               place.number == 1 ? "" : "s", arguments_.size(),
                               arguments_.size() == 1 ? "is" : "are");
        return {};
    }

    std::string_view name_;
    std::vector<std::string> arguments_, rest_;
    std::size_t taken_ = 0;
    bool all_taken_ = false;
    std::string missing_{};
};

}  // namespace

Result<AliasText> read_alias(std::string_view name, std::string_view text) {
    AliasText alias;
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin != std::string_view::npos && text[begin] == '!') {
        alias.is_shell = true;
        alias.script = text.substr(begin + 1);
        if (alias.script.find_first_not_of(" \t\r\n") == std::string::npos)
            return alias_error(name, "there is nothing behind the '!'");
        return alias;
    }
    auto words = split_words(text);
    if (!words) return alias_error(name, words.error().why);
    if (!words->empty() && words->front() == "rasctl") words->erase(words->begin());
    if (words->empty()) return alias_error(name, "it stands for nothing");
    for (const std::string& word : *words)
        if (std::string why = walk(
                word, [](std::string_view) {}, [](const Place&) {});
            !why.empty())
            return alias_error(name, std::move(why));
    alias.words = std::move(*words);
    return alias;
}

bool has_place(std::string_view word) {
    bool found = false;
    walk(
        word, [](std::string_view) {}, [&](const Place&) { found = true; });
    return found;
}

Result<std::vector<std::string>> fill_alias(std::string_view name, const std::vector<std::string>& words,
                                            const std::vector<std::string>& behind) {
    return Filling(name, behind).fill(words);
}

}  // namespace rasctl::commands
