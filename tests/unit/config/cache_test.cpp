#include "config/cache.hpp"

#include "folder.hpp"
#include "json/reader.hpp"

using namespace rasctl;
using namespace rasctl::config;
using namespace std::chrono_literals;

namespace {

std::filesystem::path only_file(const Folder& folder) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path / "cache")) {
        if (entry.is_regular_file()) return entry.path();
    }
    return {};
}

}  // namespace

TEST_CASE("a cache keeps a value for a while") {
    const Folder folder;
    Cache::Clock::time_point now{1000000s};
    const Cache cache(folder.paths(), "https://ras.example", "me", [&] { return now; });
    CHECK_FALSE(cache.get("gateway names", 60s));
    cache.put("gateway names", json::Value("a"));
    CHECK(cache.get("gateway names", 60s) == json::Value("a"));
    CHECK_FALSE(cache.get("host names", 60s));
    CHECK(cache.text("gateway names", 60s) == "\"a\"");
    CHECK_FALSE(cache.text("host names", 60s));
    now += 61s;
    CHECK_FALSE(cache.get("gateway names", 60s));
    CHECK_FALSE(cache.text("gateway names", 60s));
    now -= 100s;
    CHECK_FALSE(cache.get("gateway names", 60s));
}

TEST_CASE("what was kept a moment ago is not written again, what is older or other is") {
    const Folder folder;
    Cache::Clock::time_point now{1000000s};
    const Cache cache(folder.paths(), "https://ras.example", "me", [&] { return now; });
    const auto names = json::parse(R"([{"id":"1","name":"a/b \"ü\""},{"id":"2","name":"c"}])").value();
    cache.put("names", names);
    const auto file = only_file(folder);
    // Another file of the same name tells that it was exchanged.
    const auto is_exchanged = [&, link = folder.path / "link"](auto put) {
        std::filesystem::remove(link);
        std::filesystem::create_hard_link(file, link);
        put();
        return !std::filesystem::equivalent(file, link);
    };
    CHECK_FALSE(is_exchanged([&] { cache.put("names", names); }));
    now += 5s;
    CHECK_FALSE(is_exchanged([&] { cache.put("names", names); }));
    now += 1s;
    CHECK(is_exchanged([&] { cache.put("names", names); }));
    CHECK(cache.get("names", 0s) == names);
    CHECK(is_exchanged([&] { cache.put("names", json::Value("other")); }));
    CHECK(cache.get("names", 0s) == json::Value("other"));
    now -= 60s;
    CHECK(is_exchanged([&] { cache.put("names", json::Value("other")); }));
}

TEST_CASE("a cache is per server and user, and private") {
    const Folder folder;
    const Cache mine(folder.paths(), "https://ras.example", "me");
    mine.put("x", json::Value(1));
    CHECK(Cache(folder.paths(), "ras.example:20443", "me").get("x", 60s));
    CHECK_FALSE(Cache(folder.paths(), "https://ras.example", "you").get("x", 60s));
    CHECK_FALSE(Cache(folder.paths(), "https://other.example", "me").get("x", 60s));
    CHECK((std::filesystem::status(only_file(folder)).permissions() & std::filesystem::perms::mask) ==
          std::filesystem::perms(0600));
    CHECK(folder.mode("cache") == 0700);
    mine.erase("x");
    CHECK_FALSE(mine.get("x", 60s));
}

TEST_CASE("names cannot leave the folder") {
    const Folder folder;
    const Cache cache(folder.paths(), "https://ras.example", "me");
    cache.put("../../../escape/\n", json::Value(1));
    CHECK(cache.get("../../../escape/\n", 60s));
    CHECK(only_file(folder).filename().string().find('.') ==
          only_file(folder).filename().string().rfind('.'));
}

TEST_CASE("damage and a folder that cannot be written are no failures") {
    const Folder folder;
    const Cache cache(folder.paths(), "https://ras.example", "me");
    cache.put("x", json::Value(1));
    const auto file = only_file(folder);
    for (const char* const text :
         {"", "{", "[]", "5", R"({"version":1})", R"({"version":9,"value":1})", "\xff"}) {
        std::ofstream(file) << text;
        CHECK_FALSE(cache.get("x", 60s));
    }
    const Cache nowhere({"/dev/null", "/dev/null/cache"}, "https://ras.example", "me");
    nowhere.put("x", json::Value(1));
    CHECK_FALSE(nowhere.get("x", 60s));
    nowhere.erase("x");
}

TEST_CASE("the text of a value is of the entry that fits, and of none that is damaged") {
    const Folder folder;
    const Cache cache(folder.paths(), "https://ras.example", "me");
    const json::Value list = json::parse(R"([["1","a \"b\" \u0085"],["2","]},"],[]])").value();
    cache.put("x", list);
    CHECK(json::parse(cache.text("x", 60s).value()).value() == list);
    CHECK_FALSE(Cache(folder.paths(), "https://ras.example", "you").text("x", 60s));
    std::string whole;
    {
        std::ifstream file(only_file(folder));
        whole.assign(std::istreambuf_iterator<char>(file), {});
    }
    for (const std::string& damaged :
         {whole + "x", whole.substr(0, whole.size() - 1), std::string(), whole.substr(1)}) {
        std::ofstream(only_file(folder)) << damaged;
        CHECK_FALSE(cache.text("x", 60s));
        CHECK_FALSE(cache.get("x", 60s));
    }
}
