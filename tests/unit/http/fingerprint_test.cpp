#include <catch2/catch.hpp>

#include "http/tls_policy.hpp"

using namespace rasctl;
using namespace rasctl::http;

TEST_CASE("a fingerprint is read in every usual form") {
    const std::string digits = "0d859cb517a4c0acca6b1d204c49a99c40ea8833d73f7039da0ee8ee054f91be";
    const std::string expected = "sha256:" + digits;
    std::string upper;
    std::string colons;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const char c = digits[i] >= 'a' ? static_cast<char>(digits[i] - 32) : digits[i];
        upper += c;
        if (i > 0 && i % 2 == 0) colons += ':';
        colons += c;
    }
    CHECK(*parse_fingerprint(digits) == expected);
    CHECK(*parse_fingerprint(upper) == expected);
    CHECK(*parse_fingerprint(colons) == expected);
    CHECK(*parse_fingerprint("sha256:" + digits) == expected);
    CHECK(*parse_fingerprint("SHA256:" + colons) == expected);
    CHECK(*parse_fingerprint("sha256 Fingerprint=" + colons) == expected);
}

TEST_CASE("what is no SHA-256 fingerprint is refused") {
    CHECK(parse_fingerprint("").error().exit_code == ExitCode::usage);
    CHECK(!parse_fingerprint("sha256:00"));
    CHECK(!parse_fingerprint(std::string(63, '0')));
    CHECK(!parse_fingerprint(std::string(63, '0') + "g"));
    CHECK(parse_fingerprint(std::string(40, '0')).error().why ==
          "it is an SHA-1 fingerprint, SHA-256 is needed");
}
