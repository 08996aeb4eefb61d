#include "catalog/compiler/positionals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "catalog/comparison.hpp"
#include "catalog/compiler/words.hpp"
#include "error/try.hpp"

namespace rasctl::catalog::compiler {
namespace {

struct Curated {
    std::string beginning;
    std::string word;
    std::ptrdiff_t parameters;
};

Error refuse_word(std::string what, std::string why) {
    return {.exit_code = ExitCode::invalid, .what = std::move(what), .why = std::move(why)};
}

bool begins_with_path(std::string_view path, std::string_view beginning) {
    return path.starts_with(beginning) && (path.size() == beginning.size() || path[beginning.size()] == '/');
}

class Words {
  public:
    explicit Words(const Tree& tree) : tree_(tree) {
        for (const auto& [beginning, word] : tree.positionals) {
            const std::string key = path_key(beginning);
            curated_.push_back({key, word, std::ranges::count(key, '{')});
        }
    }

    // The curated word of the path's parameter at `position`, that of the longest beginning first.
    std::string curated(std::string_view key, std::size_t position) {
        const Curated* best = nullptr;
        for (const Curated& one : curated_)
            if (one.parameters == static_cast<std::ptrdiff_t>(position + 1) &&
                begins_with_path(key, one.beginning) &&
                (!best || one.beginning.size() > best->beginning.size()))
                best = &one;
        if (best != nullptr) used_.insert(best->beginning);
        return best == nullptr ? std::string{} : best->word;
    }

    std::string of_kind(const std::string& kind) const {
        const auto noun = tree_.kinds.find(kind);
        if (noun == tree_.kinds.end()) return {};
        return noun->second.substr(noun->second.rfind(' ') + 1);
    }

    // "rule" of "/api/Things/{id}/Rules/{ruleId}".
    std::string of_collection(std::string_view path, std::size_t position) const {
        std::size_t at = 0;
        for (std::size_t i = 0; i <= position; ++i) at = path.find('{', at + (i > 0 ? 1 : 0));
        path = path.substr(0, at);
        while (path.ends_with('/') || path.ends_with('}'))
            path = path.substr(0, path.ends_with('/') ? path.size() - 1 : path.rfind('{'));
        const std::string words = segment_words(tree_, path.substr(path.rfind('/') + 1));
        return words.empty() ? "target" : singular(tree_, words);
    }

    Result<> check_used() const {
        for (const Curated& one : curated_)
            if (!used_.contains(one.beginning))
                return refuse_word("unused word in 'positionals'", one.beginning + ": " + one.word);
        return {};
    }

  private:
    const Tree& tree_;
    std::vector<Curated> curated_;
    std::set<std::string> used_;
};

Result<> name_those_of(OperationModel& operation, Words& words, bool strict) {
    const std::string key = path_key(operation.path);
    for (std::size_t i = 0; i < operation.path_parameters.size(); ++i) {
        std::string word = words.curated(key, i);
        if (word.empty()) word = words.of_kind(operation.path_parameters[i].refers.str());
        if (word.empty() && strict)
            return refuse_word(
                fmt::format("a parameter of {} {} has no name for people", operation.method, operation.path),
                fmt::format("'{}': add it in commands/tree/positionals.json",
                            operation.path_parameters[i].name.view()));
        if (word.empty()) word = words.of_collection(operation.path, i);
        auto& named = operation.positionals;
        const auto same = std::ranges::count(named, word);
        if (same > 0 && strict)
            return refuse_word(
                fmt::format("two parameters of {} {} have one name", operation.method, operation.path), word);
        for (int n = 2; same > 0 && std::ranges::count(named, word) > 0; ++n)
            word = fmt::format("{}-{}", word.substr(0, word.find_last_not_of("-0123456789") + 1), n);
        named.push_back(std::move(word));
    }
    return {};
}

}  // namespace

Result<> name_positionals(const Tree& tree, Description& description, bool strict) {
    Words words(tree);
    for (OperationModel& operation : description.operations) TRY(name_those_of(operation, words, strict));
    return strict ? words.check_used() : Result<>{};
}

}  // namespace rasctl::catalog::compiler
