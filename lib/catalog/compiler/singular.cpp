#include "catalog/compiler/singular.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace rasctl::catalog::compiler {
namespace {

// Where no rule about endings can know better.
constexpr std::pair<std::string_view, std::string_view> irregular[] = {
    {"apis", "api"},
    {"apices", "apex"},
    {"appendices", "appendix"},
    {"axes", "axis"},
    {"calves", "calf"},
    {"children", "child"},
    {"clis", "cli"},
    {"cookies", "cookie"},
    {"corpora", "corpus"},
    {"cortices", "cortex"},
    {"criteria", "criterion"},
    {"elves", "elf"},
    {"feet", "foot"},
    {"fora", "forum"},
    {"formulae", "formula"},
    {"geese", "goose"},
    {"genera", "genus"},
    {"guis", "gui"},
    {"halves", "half"},
    {"indices", "index"},
    {"kpis", "kpi"},
    {"knives", "knife"},
    {"leaves", "leaf"},
    {"lives", "life"},
    {"loaves", "loaf"},
    {"matrices", "matrix"},
    {"men", "man"},
    {"mice", "mouse"},
    {"movies", "movie"},
    {"oxen", "ox"},
    {"people", "person"},
    {"quizzes", "quiz"},
    {"scarves", "scarf"},
    {"schemata", "schema"},
    {"selves", "self"},
    {"selfies", "selfie"},
    {"shelves", "shelf"},
    {"taxis", "taxi"},
    {"teeth", "tooth"},
    {"thieves", "thief"},
    {"ties", "tie"},
    {"uris", "uri"},
    {"vertices", "vertex"},
    {"vortices", "vortex"},
    {"wives", "wife"},
    {"wolves", "wolf"},
    {"women", "woman"},
    {"zombies", "zombie"},
    {"calories", "calorie"},
    {"niches", "niche"},
    {"caches", "cache"},
    {"headaches", "headache"},
    {"avalanches", "avalanche"},
    {"creches", "creche"},
    {"pies", "pie"},
    {"lies", "lie"},
    {"dies", "die"},
    {"genies", "genie"},
    {"cuties", "cutie"},
    {"rookies", "rookie"},
    {"brownies", "brownie"},
    {"aliases", "alias"},
    {"atlases", "atlas"},
    {"biases", "bias"},
    {"canvases", "canvas"},
    {"gases", "gas"},
    {"buses", "bus"},
    {"lenses", "lens"},
    {"shoes", "shoe"},
    {"toes", "toe"},
    {"oboes", "oboe"},
    {"canoes", "canoe"},
    {"foes", "foe"},
    {"menus", "menu"},
    {"gurus", "guru"},
    {"cpus", "cpu"},
    {"gpus", "gpu"},
    {"vcpus", "vcpu"},
    {"skus", "sku"},
    {"mtus", "mtu"},
    {"plus", "plus"},
    {"axles", "axle"},
    {"crises", "crisis"},
    {"oases", "oasis"},
    {"theses", "thesis"},
    {"analyses", "analysis"},
    {"emphases", "emphasis"},
    {"synopses", "synopsis"},
    {"ellipses", "ellipsis"},
    {"diagnoses", "diagnosis"},
    {"prognoses", "prognosis"},
    {"neuroses", "neurosis"},
    {"metamorphoses", "metamorphosis"},
};
// The same in both numbers, or no plural though they end like one.
constexpr std::string_view unchanged[] = {
    "alias",    "always",   "analytics",   "atlas",        "aws",       "basics",     "bias",
    "canvas",   "chaos",    "chassis",     "chromeos",     "corps",     "cosmetics",  "css",
    "data",     "dhcps",    "diagnostics", "dns",          "economics", "ethics",     "ftps",
    "gas",      "gps",      "gratis",      "https",        "iaas",      "ios",        "kubernetes",
    "ldaps",    "lens",     "linguistics", "logistics",    "macos",     "maps",       "mathematics",
    "means",    "media",    "metadata",    "metrics-data", "mms",       "nas",        "news",
    "nfs",      "overseas", "paas",        "pants",        "physics",   "politics",   "pos",
    "postgres", "qos",      "rds",         "robotics",     "saas",      "sas",        "series",
    "settings", "sms",      "smtps",       "sos",          "species",   "statistics", "texas",
    "tls",      "tos",      "vds",         "vps",          "whereas",   "windows",    "works",
    "yes",
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
    if (!plural || std::ranges::find(unchanged, word) != std::end(unchanged)) return std::string(word);
    if (word.size() > 4 && word.ends_with("ies")) return without(word, 3, "y");
    // "hypotheses", "parentheses": but "databases" and "phases" lose one letter.
    if (word.size() > 7 && word.ends_with("theses")) return without(word, 2, "is");
    // "addresses", "boxes", "branches", "dishes", "statuses", "viruses", "heroes": the plural adds two
    // letters; "houses", "clauses" and "courses" add one.
    if (ends_with_any(word, {"sses", "xes", "ches", "shes", "zzes", "tuses", "ruses", "nuses", "puses",
                             "cuses", "choes", "roes", "atoes", "vetoes", "goes", "pseudoes"}))
        return without(word, 2);
    return without(word, 1);
}

}  // namespace rasctl::catalog::compiler
