// Names of one farm as another one calls them: --map 'server:*.test.dom=*.prod.dom'.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "error/error.hpp"
#include "state/document.hpp"
#include "state/kind.hpp"

namespace rasctl::state {

class Mapping {
  public:
    // Each text is WHAT:PATTERN=NAME. WHAT is a kind, or a field, with * and ?; it means the names of such
    // objects, what refers to them, and texts of such fields. Each * in NAME is what that of PATTERN stands
    // for. What is wrong with one is a usage failure.
    static Result<Mapping> parse(const std::vector<std::string>& texts, const Kinds& kinds);

    bool empty() const { return rules_.empty(); }

    // The documents as the other farm has them.
    void apply(const Kinds& kinds, std::vector<Document>& documents) const;

    // The text as the first rule that is for one of the names says, where its pattern fits.
    std::string mapped(const std::vector<std::string>& names, const std::string& text) const;

  private:
    struct Rule {
        std::string what;
        std::string pattern;
        std::string name;
    };
    std::vector<Rule> rules_;
};

// What each * of the pattern stands for in the text, without regard to the case of ASCII letters; nothing
// where the pattern does not fit the whole text.
std::optional<std::vector<std::string_view>> fit(std::string_view pattern, std::string_view text);

}  // namespace rasctl::state
