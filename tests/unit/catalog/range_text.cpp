// Ranges in words: a bound that a description leaves out is told as it was written.
#include "catalog/range_text.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using rasctl::catalog::lower_bound_text;
using rasctl::catalog::range_text;
using rasctl::catalog::upper_bound_text;

constexpr double endless = std::numeric_limits<double>::infinity();

TEST_CASE("ranges are told in words") {
    CHECK(range_text(1, 9) == "1 to 9");
    CHECK(range_text(1, {}) == "at least 1");
    CHECK(range_text({}, 0.25) == "at most 0.25");
    CHECK(range_text({}, {}).empty());
    CHECK(range_text(4294967295.0, {}) == "at least 4294967295");
}

TEST_CASE("bounds that are left out are told as they were written") {
    for (const double bound : {0.0, 0.5, 1.0, -2.0, 1e-7, 1000.0}) {
        const std::string written = lower_bound_text(bound);
        CHECK(lower_bound_text(std::nextafter(bound, endless)) == "more than " + written);
        CHECK(upper_bound_text(std::nextafter(bound, -endless)) == "less than " + written);
    }
    CHECK(range_text(std::nextafter(0.0, endless), 9) == "more than 0, at most 9");
    CHECK(range_text(1, std::nextafter(2.0, -endless)) == "at least 1, less than 2");
}

TEST_CASE("a number of many digits is no bound that was left out") {
    CHECK(lower_bound_text(1.0 / 3) == "0.3333333333333333");
}
