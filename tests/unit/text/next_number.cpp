#include "text/next_number.hpp"

#include <catch2/catch.hpp>

TEST_CASE("the numbers beside a number are those of the standard library") {
    using Limits = std::numeric_limits<double>;
    constexpr double endless = Limits::infinity();
    for (const double number :
         {0.0, -0.0, 1.0, -1.0, 0.1, -2.5, 1e300, -1e-300, Limits::max(), Limits::lowest(), Limits::min(),
          -Limits::min(), Limits::denorm_min(), -Limits::denorm_min()}) {
        INFO(number);
        CHECK(rasctl::next_above(number) == std::nextafter(number, endless));
        CHECK(rasctl::next_below(number) == std::nextafter(number, -endless));
    }
    CHECK(rasctl::next_above(endless) == endless);
    CHECK(rasctl::next_below(-endless) == -endless);
    CHECK(std::isnan(rasctl::next_above(Limits::quiet_NaN())));
}
