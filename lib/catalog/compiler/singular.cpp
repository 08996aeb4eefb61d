#include "catalog/compiler/singular.hpp"

#include <algorithm>
#include <array>

namespace rasctl::catalog::compiler {
namespace {

// Where no rule about endings can know better.
constexpr std::array<std::pair<std::string_view, std::string_view>, 32> irregular{{
    {"aliases", "alias"},
    {"analyses", "analysis"},
    {"atlases", "atlas"},
    {"axes", "axis"},
    {"biases", "bias"},
    {"buses", "bus"},
    {"caches", "cache"},
    {"canvases", "canvas"},
    {"children", "child"},
    {"cookies", "cookie"},
    {"criteria", "criterion"},
    {"crises", "crisis"},
    {"diagnoses", "diagnosis"},
    {"gases", "gas"},
    {"hypotheses", "hypothesis"},
    {"indices", "index"},
    {"matrices", "matrix"},
    {"men", "man"},
    {"movies", "movie"},
    {"people", "person"},
    {"selfies", "selfie"},
    {"shelves", "shelf"},
    {"synopses", "synopsis"},
    {"theses", "thesis"},
    {"ties", "tie"},
    {"vertices", "vertex"},
    {"appendices", "appendix"},
    {"quizzes", "quiz"},
    {"heroes", "hero"},
    {"zombies", "zombie"},
    {"calories", "calorie"},
    {"niches", "niche"},
}};
// The same in both numbers, or no plural though they end like one.
constexpr std::array unchanged{
    std::string_view("always"),      std::string_view("analytics"), std::string_view("data"),
    std::string_view("diagnostics"), std::string_view("dns"),       std::string_view("ethics"),
    std::string_view("https"),       std::string_view("lens"),      std::string_view("logistics"),
    std::string_view("media"),       std::string_view("metadata"),  std::string_view("metrics-data"),
    std::string_view("news"),        std::string_view("series"),    std::string_view("settings"),
    std::string_view("species"),     std::string_view("sms"),       std::string_view("statistics"),
    std::string_view("tls"),         std::string_view("works"),
};

std::string without(std::string_view word, std::size_t letters, std::string_view instead = {}) {
    return std::string(word.substr(0, word.size() - letters)).append(instead);
}

bool ends_with_any(std::string_view word, std::initializer_list<std::string_view> endings) {
    return std::ranges::any_of(endings, [&](std::string_view ending) { return word.ends_with(ending); });
}

}  // namespace

std::string english_singular(std::string_view word) {
    for (const auto& [plural, singular] : irregular)
        if (word == plural) return std::string(singular);
    const bool plural = word.size() > 2 && word.ends_with('s') && !ends_with_any(word, {"ss", "us", "is"});
    if (!plural || std::ranges::find(unchanged, word) != unchanged.end()) return std::string(word);
    if (word.size() > 4 && word.ends_with("ies")) return without(word, 3, "y");
    // "addresses", "boxes", "branches", "dishes", "statuses": the plural adds two letters; "houses" and
    // "clauses" add one.
    if (ends_with_any(word,
                      {"sses", "xes", "ches", "shes", "zzes", "tuses", "ruses", "nuses", "puses", "cuses"}))
        return without(word, 2);
    return without(word, 1);
}

}  // namespace rasctl::catalog::compiler
