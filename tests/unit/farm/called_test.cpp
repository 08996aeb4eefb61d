// What a person calls a thing: the strictest reading that finds any, and never another thing than was meant.
#include <catch2/catch.hpp>

#include "farm/called.hpp"

namespace rasctl::farm {

using Places = std::vector<std::size_t>;

TEST_CASE("a host is called by its first label, in any letter case") {
    const std::vector<std::string> hosts{"rdsh01.company.dom", "RDSH02.company.dom", "gw.company.dom",
                                         "gw.branch.dom"};
    CHECK(places_called(hosts, "rdsh01") == Places{0});
    CHECK(places_called(hosts, "RdsH01") == Places{0});
    CHECK(places_called(hosts, "rdsh02") == Places{1});
    CHECK(places_called(hosts, "rdsh02.COMPANY.dom") == Places{1});
    CHECK(places_called(hosts, "gw") == Places{2, 3});
    for (const char* other : {"", "rdsh0", "rdsh", "rdsh01.company", "company", "rdsh01.", "rdsh03"}) {
        INFO(other);
        CHECK(places_called(hosts, other).empty());
    }
}

TEST_CASE("the first label of what is no host name calls nothing") {
    const std::vector<std::string> names{"10.0.0.1", "alice.taylor@company.dom", "Version 2.1", "C:\\a.exe"};
    for (const char* label : {"10", "alice", "Version 2", "C:\\a", "a"}) {
        INFO(label);
        CHECK(places_called(names, label).empty());
    }
}

TEST_CASE("the very name comes before a looser reading of another") {
    const std::vector<std::string> names{"alpha.company.dom", "Alpha", "alpha", "caf\u00e9", "cafe\u0301"};
    CHECK(places_called(names, "alpha") == Places{2});
    CHECK(places_called(names, "Alpha") == Places{1});
    CHECK(places_called(names, "ALPHA") == Places{1, 2});
    CHECK(places_called(names, "caf\u00e9") == Places{3});
    CHECK(places_called(names, "cafe\u0301") == Places{4});
    CHECK(places_called(names, "CAF\u00c9") == Places{3, 4});
}

}  // namespace rasctl::farm
