#include "output/sort.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "output/natural_order.hpp"

namespace rasctl::output {
namespace {

std::string sorted(std::string_view rows, std::string_view spec) {
    json::Value list = json::parse(rows).value();
    sort_rows(list.as_array(), parse_sort(spec, std::nullopt).value());
    return json::write(list);
}

TEST_CASE("A server that is called nan or inf is sorted by its name") {
    const std::string_view rows = R"([{"n":"nan"},{"n":3},{"n":"b"},{"n":"inf"},{"n":1},{"n":2}])";
    CHECK(sorted(rows, "n") == R"([{"n":1},{"n":2},{"n":3},{"n":"b"},{"n":"inf"},{"n":"nan"}])");
    CHECK(sorted(rows, "-n") == R"([{"n":"nan"},{"n":"inf"},{"n":"b"},{"n":3},{"n":2},{"n":1}])");
}

// Texts of bytes that mean something to the order, and some that do not.
std::string made_text(std::mt19937& random) {
    static constexpr std::string_view bytes("0001239aAbBzZ-_. @~\x7f\x80\xc3\xff\0", 24);
    std::string text;
    const auto size = random() % 9;
    for (std::size_t i = 0; i < size; ++i) text += bytes[random() % bytes.size()];
    return text;
}

TEST_CASE("keys stand in the natural order of their texts") {
    std::mt19937 random(14);
    std::vector<std::string> texts{std::string(254, '1'),
                                   std::string(255, '1'),
                                   std::string(256, '1'),
                                   std::string(300, '9'),
                                   "a" + std::string(300, '0') + "7",
                                   "a7",
                                   "A07"};
    for (int i = 0; i < 300; ++i) texts.push_back(made_text(random));
    for (const std::string& a : texts) {
        for (const std::string& b : texts) {
            std::string key_of_a, key_of_b;
            append_natural_key(key_of_a, a);
            append_natural_key(key_of_b, b);
            const auto by_key = key_of_a <=> key_of_b;
            CHECK((by_key != 0 ? by_key : a <=> b) == natural_order(a, b));
        }
    }
}

TEST_CASE("rows are sorted as their texts compare one by one") {
    std::mt19937 random(7);
    json::Array rows;
    for (int i = 0; i < 2000; ++i) {
        json::Object row;
        std::string text;
        for (std::size_t size = random() % 6; size > 0; --size) text += "a0B1.9x"[random() % 7];
        row.append("first", "h" + std::to_string(random() % 20));
        row.append("second", text + "x");
        row.append("place", i);
        rows.emplace_back(std::move(row));
    }
    auto expected = rows;
    std::ranges::stable_sort(expected, [](const json::Value& a, const json::Value& b) {
        for (const char* const name : {"first", "second"})
            if (const auto order = natural_order(a.find(name)->as_string(), b.find(name)->as_string());
                order != 0)
                return order < 0;
        return false;
    });
    sort_rows(rows, parse_sort("first,second", std::nullopt).value());
    CHECK(rows == expected);
}

}  // namespace
}  // namespace rasctl::output
