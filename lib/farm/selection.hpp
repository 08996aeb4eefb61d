// What a person chose to act upon, once it is known that it means something. A Selection never stands for
// everything unless --all was said: what is empty, blank or only commas is refused, not left out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "error/error.hpp"

namespace rasctl::farm {

// One option that narrows a choice, and everything that was given for it.
struct Narrowing {
    std::string option;  // without dashes
    std::vector<std::string> texts;
    bool is_list = false;  // each text is a list with commas, none of whose parts may be blank
};

// What was typed, before anybody looked at its sense.
struct Choosing {
    std::string command;             // "gateway delete", for messages
    std::vector<std::string> words;  // that name targets; those of stdin in place of "-"
    bool all = false;
    std::vector<Narrowing> narrowings{};  // only options that were given
};

class Selection {
  public:
    // `parents` words name what the targets lie in. Refused (usage): a word or a narrowing option without
    // content, words beside --all or --where, and a choice of nothing at all.
    static Result<Selection> of(Choosing choosing, std::size_t parents = 0);

    bool all() const { return choosing_.all; }
    const std::vector<std::string>& words() const { return choosing_.words; }
    // Whether --all or --where choose the targets, instead of words.
    bool is_by_rule() const;
    // The parts of all that was given for the option; empty when it was not given.
    std::vector<std::string> parts(std::string_view option) const;
    // Everything given for --where, which holds together; empty without.
    std::string where() const;

  private:
    explicit Selection(Choosing choosing) : choosing_(std::move(choosing)) {}
    const Narrowing* find(std::string_view option) const;

    Choosing choosing_;
};

// The first narrowing option without content, as the usage failure that names it.
Result<> check_narrowings(const std::string& command, const std::vector<Narrowing>& narrowings);

// Several conditions as the one that asks for all of them.
std::string all_of(const std::vector<std::string>& conditions);

// Whether there is nothing in it but blanks and commas.
bool is_blank(std::string_view text);

}  // namespace rasctl::farm
