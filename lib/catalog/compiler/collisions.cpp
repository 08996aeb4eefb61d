#include "catalog/compiler/collisions.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

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
        std::set<std::string> acts;
        for (const OperationModel& one : operations) acts.insert(one.noun + " " + one.verb);
        for (OperationModel& one : operations) {
            const std::string before = one.noun + " " + one.verb;
            join_below(acts, one);
            if (const std::string name = one.noun + " " + one.verb; name != before)
                tell(one, name, fmt::format("'{}' would follow an act", before));
            for (std::string noun = one.noun; !noun.empty();
                 noun.resize(noun.rfind(' ') == std::string::npos ? 0 : noun.rfind(' ')))
                nouns_.insert(noun);
        }
    }

    void place(OperationModel& operation) {
        const std::string before = operation.noun + " " + operation.verb;
        free_noun(operation);
        if (!fits(operation)) choose_verb(operation);
        const std::string name = operation.noun + " " + operation.verb;
        commands_[name].push_back(&operation);
        if (name != before) tell(operation, name, fmt::format("'{}' is something else", before));
    }

  private:
    void tell(const OperationModel& operation, const std::string& name, const std::string& why) {
        remarks_.push_back(
            fmt::format("{} {} is '{}', because {}", operation.method, operation.path, name, why));
    }

    static void join_below(const std::set<std::string>& acts, OperationModel& operation) {
        std::string name = operation.noun + " " + operation.verb;
        for (auto end = name.find(' ', name.find(' ') + 1); end != std::string::npos;
             end = name.find(' ', end + 1))
            if (acts.contains(name.substr(0, end))) name[end] = '-';
        operation.noun = name.substr(0, name.rfind(' '));
        operation.verb = name.substr(name.rfind(' ') + 1);
    }

    void free_noun(OperationModel& operation) const {
        const auto end = std::min(operation.noun.find(' '), operation.noun.size());
        if (words_.contains(operation.noun.substr(0, end))) operation.noun.insert(end, "-api");
    }

    bool fits(const OperationModel& operation) const {
        const std::string name = operation.noun + " " + operation.verb;
        if (taken_.contains(name) || nouns_.contains(name)) return false;
        const auto here = commands_.find(name);
        return here == commands_.end() ||
               std::ranges::none_of(
                   here->second, [&](const OperationModel* other) { return same_scope(*other, operation); });
    }

    // The last word of the path that is no parameter, then numbers.
    void choose_verb(OperationModel& operation) {
        std::string path = operation.path;
        while (path.ends_with('}') || path.ends_with('/'))
            path.resize(path.find_last_of('/') == std::string::npos ? 0 : path.find_last_of('/'));
        const std::string segment = segment_words(tree_, path.substr(path.rfind('/') + 1));
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
    std::set<std::string> nouns_;
    std::map<std::string, std::vector<const OperationModel*>> commands_;
    std::map<std::string, int> numbers_;
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
    for (OperationModel& operation : description.operations) separator.place(operation);
}

}  // namespace rasctl::catalog::compiler
