// What a shell is offered: nothing twice, in whatever order it comes.
#include "commands/run/completion/complete_candidates.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

namespace rasctl::commands {
namespace {

// "VALUE=DESCRIPTION" of each.
std::vector<std::string> offered(const std::string& typed, const std::vector<Candidate>& added) {
    Candidates candidates(typed);
    for (const Candidate& one : added) candidates.add(one.value, one.description);
    std::vector<std::string> result;
    for (const Candidate& one : candidates.take_matching())
        result.push_back(one.value + "=" + one.description);
    return result;
}

}  // namespace

TEST_CASE("what is offered twice is offered as it was first") {
    using Texts = std::vector<std::string>;
    CHECK(offered("", {{"a", "1"}, {"b", "2"}, {"c", "3"}}) == Texts{"a=1", "b=2", "c=3"});
    CHECK(offered("", {{"a", "1"}, {"a", "2"}, {"b", "3"}}) == Texts{"a=1", "b=3"});
    CHECK(offered("", {{"b", "1"}, {"a", "2"}, {"b", "3"}}) == Texts{"b=1", "a=2"});
    CHECK(offered("B", {{"b", "1"}, {"a", "2"}, {"B", "3"}, {"b", "4"}}) == Texts{"B=3"});
    CHECK(offered("C", {{"c", "1"}, {"b", "2"}, {"c", "3"}}) == Texts{"c=1"});
}

TEST_CASE("the order of many candidates is kept") {
    std::mt19937 random(1);  // NOLINT(cert-msc51-cpp): the same numbers each time
    for (int round = 0; round < 200; ++round) {
        std::vector<Candidate> added;
        std::vector<std::string> expected;
        for (int i = 0; i < 12; ++i) {
            const std::string value(random() % 2 == 0 ? 1 : 40, static_cast<char>('a' + random() % 6));
            const bool is_new = std::ranges::find(added, value, &Candidate::value) == added.end();
            added.push_back({value, std::to_string(i)});
            if (is_new) expected.push_back(value + "=" + std::to_string(i));
        }
        CHECK(offered("", added) == expected);
    }
}

}  // namespace rasctl::commands
