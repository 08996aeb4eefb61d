#include "simulator/model/pattern_text.hpp"

#include <algorithm>
#include <bitset>

#include "text/ascii.hpp"

namespace rasctl::simulator {
namespace {

using Characters = std::bitset<128>;

constexpr int deepest = 50;
constexpr std::size_t longest = 10'000;

void add_range(Characters& set, char first, char last) {
    for (int c = first; c <= last; ++c) set.set(static_cast<std::size_t>(c));
}

// What "\d", "\w" or "\s" stands for; nothing for any other letter.
std::optional<Characters> shorthand(char letter) {
    Characters set;
    switch (to_lower(letter)) {
        case 'd':
            add_range(set, '0', '9');
            break;
        case 'w':
            add_range(set, '0', '9');
            add_range(set, 'a', 'z');
            add_range(set, 'A', 'Z');
            set.set('_');
            break;
        case 's':
            for (const char c : {' ', '\t', '\n', '\r'}) set.set(static_cast<std::size_t>(c));
            break;
        default:
            return std::nullopt;
    }
    return is_upper(letter) ? ~set : set;
}

// The most readable of the characters.
std::string one_of(const Characters& set) {
    for (const auto& [first, last] : {std::pair{'a', 'z'}, {'A', 'Z'}, {'0', '9'}, {'!', '~'}, {' ', ' '}})
        for (int c = first; c <= last; ++c)
            if (set.test(static_cast<std::size_t>(c))) return std::string(1, static_cast<char>(c));
    return {};
}

// Reads the pattern once from left to right, taking the first of alternatives and the fewest repetitions.
class Reader {
  public:
    explicit Reader(std::string_view pattern) : pattern_(pattern) {}

    std::optional<std::string> run() {
        std::string text = alternatives(0);
        if (failed_ || at_ < pattern_.size()) return std::nullopt;
        return text;
    }

  private:
    bool at_end() const { return failed_ || at_ >= pattern_.size(); }
    char peek() const { return at_ < pattern_.size() ? pattern_[at_] : '\0'; }

    bool take(std::string_view text) {
        if (!pattern_.substr(at_).starts_with(text)) return false;
        at_ += text.size();
        return true;
    }

    std::string fail() {
        failed_ = true;
        return {};
    }

    std::string alternatives(int depth) {
        if (depth > deepest) return fail();
        std::string first = sequence(depth);
        while (take("|")) sequence(depth);
        return first;
    }

    std::string sequence(int depth) {
        std::string text;
        while (!at_end() && peek() != '|' && peek() != ')') {
            const std::string one = atom(depth);
            const std::size_t times = repetitions();
            if (text.size() + one.size() * times > longest) return fail();
            for (std::size_t i = 0; i < times; ++i) text += one;
        }
        return text;
    }

    std::string atom(int depth) {
        if (take("^") || take("$")) return {};
        if (take("(")) return group(depth);
        if (take("[")) return one_of(bracket());
        if (take(".")) return "a";
        if (take("\\")) return escaped();
        return std::string(1, pattern_[at_++]);
    }

    std::string group(int depth) {
        if (take("?<")) {
            if (peek() == '=' || peek() == '!') return fail();
            at_ = std::min(pattern_.find('>', at_), pattern_.size() - 1) + 1;
        } else if (!take("?:") && peek() == '?') {
            return fail();
        }
        std::string text = alternatives(depth + 1);
        return take(")") ? text : fail();
    }

    std::string escaped() {
        if (at_end()) return fail();
        const char c = pattern_[at_++];
        if (const auto set = shorthand(c)) return one_of(*set);
        if (c == 'b' || c == 'B') return {};
        // \1, \x41, \u0041 and \p{L}: rare in descriptions, and not worth a guess.
        if (is_digit(c) || is_letter(c)) return fail();
        return std::string(1, c);
    }

    // The rest of "[a-f\d]".
    Characters bracket() {
        const bool negated = take("^");
        Characters set;
        while (!take("]")) {
            if (at_end()) {
                fail();
                break;
            }
            const char c = pattern_[at_++];
            if (c == '\\' && !at_end()) {
                const char letter = pattern_[at_++];
                if (const auto named = shorthand(letter)) {
                    set |= *named;
                    continue;
                }
                if (is_letter(letter) || is_digit(letter)) fail();
                add_from(set, letter);
            } else {
                add_from(set, c);
            }
        }
        return negated ? ~set : set;
    }

    // One character, or the range that begins with it.
    void add_from(Characters& set, char first) {
        char last = first;
        if (peek() == '-' && at_ + 1 < pattern_.size() && pattern_[at_ + 1] != ']') {
            at_ += pattern_[at_ + 1] == '\\' ? 2 : 1;
            if (at_end()) return;
            last = pattern_[at_++];
        }
        if (first >= 0 && last >= 0) add_range(set, first, last);
    }

    // How often at least what stands before is there.
    std::size_t repetitions() {
        std::size_t times = 1;
        if (take("*") || take("?"))
            times = 0;
        else if (!take("+") && peek() == '{')
            times = counted();
        take("?");
        return times;
    }

    std::size_t counted() {
        const auto end = pattern_.find('}', at_);
        if (end == std::string_view::npos) return 1;
        std::size_t number = 0;
        for (std::size_t i = at_ + 1; i < end && is_digit(pattern_[i]); ++i)
            number =
                std::min<std::size_t>(number * 10 + static_cast<std::size_t>(pattern_[i] - '0'), longest);
        at_ = end + 1;
        if (number >= longest) fail();
        return number;
    }

    std::string_view pattern_;
    std::size_t at_ = 0;
    bool failed_ = false;
};

}  // namespace

std::optional<std::string> text_matching(std::string_view pattern) {
    return Reader(pattern).run();
}

}  // namespace rasctl::simulator
