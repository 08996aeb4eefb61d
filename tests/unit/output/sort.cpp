#include "output/sort.hpp"

#include <catch2/catch.hpp>

#include "json/reader.hpp"
#include "json/writer.hpp"

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

}  // namespace
}  // namespace rasctl::output
