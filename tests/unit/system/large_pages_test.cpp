#include "system/large_pages.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace rasctl::system {

TEST_CASE("memory of any size and place is the same in large pages") {
    for (const std::size_t size : {0U, 1U, 4096U, 2U << 20U, 5U << 20U, 40U << 20U}) {
        std::string text(size, 'x');
        prefer_large_pages(text.data(), text.size());
        CHECK(std::ranges::count(text, 'x') == static_cast<std::ptrdiff_t>(size));
        if (size > 1) prefer_large_pages(text.data() + 1, text.size() - 1);
        text.assign(size, 'y');
        CHECK(std::ranges::count(text, 'y') == static_cast<std::ptrdiff_t>(size));
    }
    prefer_large_pages(nullptr, 0);
}

TEST_CASE("what is allocated after more was expected than comes, or less, is whole") {
    for (const std::size_t expected : {std::size_t{0}, std::size_t{1} << 20U, std::size_t{64} << 20U}) {
        expect_allocations(expected);
        std::vector<std::string> texts;
        for (std::size_t i = 0; i < 300; ++i) texts.emplace_back(i * 997, static_cast<char>('a' + i % 26));
        for (std::size_t i = 0; i < texts.size(); i += 2) texts[i].clear();
        for (std::size_t i = 1; i < texts.size(); i += 2)
            CHECK(std::ranges::count(texts[i], static_cast<char>('a' + i % 26)) ==
                  static_cast<std::ptrdiff_t>(i * 997));
    }
}

}  // namespace rasctl::system
