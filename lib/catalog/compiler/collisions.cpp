#include "catalog/compiler/collisions.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "catalog/comparison.hpp"
#include "catalog/compiler/words.hpp"

namespace rasctl::catalog::compiler {
namespace {

class Separator {
  public:
    Separator(const Tree& tree, const std::set<std::string>& taken, const std::set<std::string>& words,
              std::vector<std::string>& remarks)
        : tree_(tree), taken_(taken), words_(words), remarks_(remarks) {}

    // A word that is an act leads no further down: "thing drain validate" would drain "validate". The words
    // below the act of that name are joined to it: "thing drain-validate".
    void part_acts_from_nouns(std::vector<OperationModel>& operations) {
        std::vector<std::string> before;
        for (const OperationModel& one : operations) before.push_back(name_of(one));
        // What is joined may itself be an act that leads further down; every round joins words, so they end.
        for (bool joined = true; joined;) {
            std::unordered_set<std::string> acts;
            for (const OperationModel& one : operations) acts.insert(name_of(one));
            joined = false;
            for (OperationModel& one : operations) joined = join_below(acts, one) || joined;
        }
        for (std::size_t i = 0; i < operations.size(); ++i) {
            const OperationModel& one = operations[i];
            if (name_of(one) != before[i])
                tell(one, name_of(one), fmt::format("'{}' would follow an act", before[i]));
            for (std::string noun = one.noun; !noun.empty();
                 noun.resize(noun.rfind(' ') == std::string::npos ? 0 : noun.rfind(' ')))
                nouns_.insert(noun);
        }
    }

    // The order in which names are given: what is known keeps its name, then lists and objects, then acts;
    // and never the order of the description.
    std::vector<OperationModel*> in_order(std::vector<OperationModel>& operations) const {
        std::vector<std::pair<std::tuple<bool, bool, std::string, std::string>, OperationModel*>> keyed;
        for (OperationModel& one : operations)
            keyed.emplace_back(
                std::tuple(!one.known, one.verb == last_words(one.path), path_key(one.path), one.method),
                &one);
        std::ranges::stable_sort(keyed, {}, &decltype(keyed)::value_type::first);
        std::vector<OperationModel*> ordered;
        for (const auto& [key, one] : keyed) ordered.push_back(one);
        return ordered;
    }

    void place(OperationModel& operation) {
        const std::string before = name_of(operation);
        free_noun(operation);
        if (!fits(operation)) choose_verb(operation);
        const std::string name = name_of(operation);
        commands_[name].push_back(&operation);
        if (name != before) tell(operation, name, fmt::format("'{}' is something else", before));
    }

  private:
    void tell(const OperationModel& operation, const std::string& name, const std::string& why) {
        remarks_.push_back(
            fmt::format("{} {} is '{}', because {}", operation.method, operation.path, name, why));
    }

    static std::string name_of(const OperationModel& operation) {
        return operation.noun + " " + operation.verb;
    }

    // The last words of the path that are no parameter.
    std::string last_words(std::string path) const {
        while (path.ends_with('}') || path.ends_with('/'))
            path.resize(path.find_last_of('/') == std::string::npos ? 0 : path.find_last_of('/'));
        return segment_words(tree_, without_parameters(path.substr(path.rfind('/') + 1)));
    }

    static bool join_below(const std::unordered_set<std::string>& acts, OperationModel& operation) {
        std::string name = name_of(operation);
        for (auto end = name.find(' ', name.find(' ') + 1); end != std::string::npos;
             end = name.find(' ', end + 1))
            if (acts.contains(name.substr(0, end))) name[end] = '-';
        const bool joined = name != name_of(operation);
        if (!joined) return false;
        operation.noun = name.substr(0, name.rfind(' '));
        operation.verb = name.substr(name.rfind(' ') + 1);
        return true;
    }

    void free_noun(OperationModel& operation) const {
        const auto end = std::min(operation.noun.find(' '), operation.noun.size());
        if (words_.contains(operation.noun.substr(0, end))) operation.noun.insert(end, "-api");
    }

    bool fits(const OperationModel& operation) const {
        const std::string name = name_of(operation);
        if (taken_.contains(name) || nouns_.contains(name)) return false;
        const auto here = commands_.find(name);
        return here == commands_.end() ||
               std::ranges::none_of(
                   here->second, [&](const OperationModel* other) { return same_scope(*other, operation); });
    }

    // The last words of the path beside it, then numbers.
    void choose_verb(OperationModel& operation) {
        const std::string segment = last_words(operation.path);
        const std::string verb = operation.verb;
        std::string longer = verb;
        if (!segment.empty() && segment != verb) longer += "-" + segment;
        operation.verb = longer;
        // Numbers are tried from where the last one was found, so that many equal names stay quick.
        int& number = numbers_[operation.noun + " " + longer];
        for (number = std::max(number, 1); !fits(operation);)
            operation.verb = fmt::format("{}-{}", longer, ++number);
    }

    const Tree& tree_;
    const std::set<std::string>& taken_;
    const std::set<std::string>& words_;
    std::vector<std::string>& remarks_;
    std::unordered_set<std::string> nouns_;
    std::unordered_map<std::string, std::vector<const OperationModel*>> commands_;
    std::unordered_map<std::string, int> numbers_;
};

}  // namespace

bool same_scope(const OperationModel& a, const OperationModel& b) {
    const bool overlap = (a.until == 0 || b.since <= a.until) && (b.until == 0 || a.since <= b.until);
    return a.path_parameters.size() == b.path_parameters.size() && overlap;
}

void separate_collisions(const Tree& tree, const std::set<std::string>& taken_commands,
                         const std::set<std::string>& taken_words, Description& description,
                         std::vector<std::string>& remarks) {
    Separator separator(tree, taken_commands, taken_words, remarks);
    separator.part_acts_from_nouns(description.operations);
    for (OperationModel* operation : separator.in_order(description.operations)) separator.place(*operation);
}

}  // namespace rasctl::catalog::compiler
