#include "http/known_secrets.hpp"

#include <catch2/catch.hpp>

#include "http/base64.hpp"

namespace {

using namespace rasctl::http;

}  // namespace

TEST_CASE("secrets are hidden in every form that servers give them") {
    {
        const KnownSecret known("Pa55+w/rd=- x");
        CHECK(without_secrets("bad Pa55+w/rd=- x, twice Pa55+w/rd=- x") == "bad ***, twice ***");
        CHECK(without_secrets("q=Pa55%2Bw%2Frd%3D-%20x&y") == "q=***&y");
        CHECK(without_secrets("q=Pa55%2bw%2frd%3d-%20x&y") == "q=***&y");
        CHECK(without_secrets("nothing of it") == "nothing of it");
    }
    CHECK(without_secrets("Pa55+w/rd=- x") == "Pa55+w/rd=- x");
}

TEST_CASE("a secret is hidden in Base64 wherever it begins") {
    const std::string secret = "Planted-Pa55word-7c1e";
    const KnownSecret known(secret);
    for (const std::string before : {"", "a", "ab", "abc", "user:"}) {
        const std::string encoded = base64(before + secret + "!");
        const std::string shown = without_secrets("it was " + encoded);
        CHECK(shown.find("***") != std::string::npos);
        CHECK(shown.size() < encoded.size());
    }
}

TEST_CASE("what is too short to be told from other words stays") {
    know_secret("a");
    know_secret("");
    const KnownSecret known("b");
    CHECK(without_secrets("a bad day") == "a bad day");
}
