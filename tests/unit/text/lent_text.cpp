#include "text/lent_text.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace rasctl {

TEST_CASE("a text is lent where it is said so, and else its own") {
    std::string place = "a text that lies elsewhere";
    const LentText lent = LentText::lent(place);
    const LentText own(place);
    const LentText copy = lent, own_copy = own;
    place[0] = 'A';
    CHECK(lent.view() == "A text that lies elsewhere");
    CHECK(copy == lent);
    CHECK(own == "a text that lies elsewhere");
    CHECK(own_copy == own);
    CHECK(own_copy.view().data() != own.view().data());
}

TEST_CASE("texts are assigned over each other and over themselves") {
    LentText text = std::string("own");
    const LentText& same = text;
    text = same;
    CHECK(text == "own");
    text = text.view();
    CHECK(text == std::string("own"));
    LentText other = std::move(text);
    CHECK(other == std::string_view("own"));
    other = "";
    CHECK(other.empty());
    other = std::string("more");
    CHECK(other.size() == 4);
    CHECK(other.starts_with("mo"));
    other.clear();
    CHECK(other == LentText());
    std::vector<LentText> many;
    for (int i = 0; i < 100; ++i) many.emplace_back(std::to_string(i));
    many.erase(many.begin());
    CHECK(many.front() == "1");
    CHECK(many.back().str() == "99");
}

TEST_CASE("a store keeps equal texts once, of any size, and moves with them") {
    TextStore store;
    CHECK(store.keep("").empty());
    std::vector<std::pair<std::string, LentText>> kept;
    for (std::size_t size : {1U, 7U, 100U, 20'000U, 65'536U, 200'000U})
        for (char letter = 'a'; letter < 'h'; ++letter) {
            std::string text(size, letter);
            const LentText one = store.keep(text);
            kept.emplace_back(std::move(text), one);
        }
    const TextStore moved = std::move(store);
    for (const auto& [text, one] : kept) CHECK(one == text);
    TextStore again;
    CHECK(again.keep("x").view().data() == again.keep(std::string("x")).view().data());
}

}  // namespace rasctl
