#include "config/config_file.hpp"

#include <csignal>

#include "config/contexts.hpp"
#include "config/keys.hpp"
#include "folder.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"

using namespace rasctl;
using namespace rasctl::config;

namespace {

json::Object root_of(std::string_view text) {
    return json::parse(text).value().as_object();
}

std::string two_contexts() {
    return R"({"version": 1, "currentContext": "prod",
               "contexts": {"prod": {"endpoint": "https://a", "site": "1"}, "ras.example.com": {"endpoint": "b"}},
               "defaults": {"output": "json"}, "aliases": {"hosts": "rds host list"}})";
}

}  // namespace

TEST_CASE("no file, an empty file: an empty configuration") {
    const Folder folder;
    CHECK(ConfigFile::load(folder.paths()).value().context_names().empty());
    folder.write("config/config.json", "\n");
    CHECK(ConfigFile::load(folder.paths()).value().current_context().empty());
}

TEST_CASE("a damaged file is named, with the place and a mend") {
    const auto [text, why] = GENERATE(table<std::string, std::string>({
        {R"({"version": 1, )", "in line 1, column 16"},
        {"\xEF\xBB\xBF{\n \"\xc3\xa4\" x", "in line 2, column 6"},
        {"[]", "no JSON object"},
        {R"({"contexts": []})", "\"contexts\""},
        {R"({"contexts": {"a": 1}})", "\"a\""},
        {R"({"currentContext": 5})", "\"currentContext\""},
        {R"({"version": "new"})", "\"version\""},
        {"\xff\xfe", "in line 1, column 1"},
    }));
    const auto config = ConfigFile::parse(text, "/c/config.json");
    REQUIRE_FALSE(config.has_value());
    CHECK(config.error().exit_code == ExitCode::usage);
    CHECK(config.error().what == "cannot use /c/config.json");
    CHECK_THAT(config.error().why, Catch::Contains(why));
    CHECK(config.error().hint == "mend it, or start anew: mv /c/config.json /c/config.json.damaged");
}

TEST_CASE("a value that JSON cannot hold is refused, and the file stays as it is") {
    const Folder folder;
    folder.write("config/config.json", two_contexts());
    const auto changed = update_config(
        folder.paths(), {}, [](json::Object& root) { return set_key(root, "alias.x", "list \xff"); });
    REQUIRE_FALSE(changed.has_value());
    CHECK(changed.error().exit_code == ExitCode::usage);
    CHECK(folder.read("config/config.json") == two_contexts());
}

TEST_CASE("a newer format is refused, not overwritten") {
    const Folder folder;
    folder.write("config/config.json", R"({"version": 2})");
    const auto config = ConfigFile::load(folder.paths());
    REQUIRE_FALSE(config.has_value());
    CHECK_THAT(config.error().hint, Catch::StartsWith("upgrade rasctl"));
    CHECK_FALSE(update_config(folder.paths(), {}, [](json::Object& root) -> Result<> {
                    root.set("x", 1);
                    return {};
                }).has_value());
    CHECK(folder.read("config/config.json") == R"({"version": 2})");
}

TEST_CASE("a change keeps what is not known") {
    const Folder folder;
    folder.write("config/config.json",
                 R"({"future": [1.50, 1E2], "contexts": {"a": {"endpoint": "x", "later": true}}})");
    REQUIRE(update_config(folder.paths(), {}, [](json::Object& root) {
                return use_context(root, "a");
            }).has_value());
    CHECK(json::parse(folder.read("config/config.json")).value() ==
          json::parse(
              R"({"version": 1, "future": [1.50, 1E2], "contexts": {"a": {"endpoint": "x", "later": true}},
                          "currentContext": "a"})")
              .value());
    CHECK(folder.mode("config/config.json") == 0600);
}

TEST_CASE("a change that fails, or changes nothing, writes nothing") {
    const Folder folder;
    const auto no_change = [](json::Object&) -> Result<> { return {}; };
    const auto failure = [](json::Object& root) -> Result<> {
        root.set("x", 1);
        return Error{.exit_code = ExitCode::usage, .what = "no"};
    };
    folder.write("config/config.json", R"({"version":1})");
    REQUIRE(update_config(folder.paths(), {}, no_change).has_value());
    CHECK_FALSE(update_config(folder.paths(), {}, failure).has_value());
    CHECK(folder.read("config/config.json") == R"({"version":1})");
}

TEST_CASE("the first change creates a private folder") {
    const Folder folder;
    REQUIRE(update_config(folder.paths(), {}, [](json::Object& root) {
                return put_context(root, "a", root_of(R"({"endpoint": "https://a"})"));
            }).has_value());
    CHECK(folder.mode("config") == 0700);
    CHECK(ConfigFile::load(folder.paths()).value().context("a"));
}

TEST_CASE("a read-only folder is told") {
    const Folder folder;
    folder.write("config/config.json", R"({"version":1})");
    CHECK(as_ordinary_user(folder.path, [&] {
              ::chmod((folder.path / "config").c_str(), 0500);
              if (!ConfigFile::load(folder.paths())) return 1;
              const auto updated = update_config(folder.paths(), {}, [](json::Object& root) -> Result<> {
                  root.set("x", 1);
                  return {};
              });
              return !updated && updated.error().exit_code == ExitCode::usage ? 0 : 2;
          }) == 0);
}

TEST_CASE("several writers at once do not undo each other's changes") {
    const Folder folder;
    constexpr int writers = 4;
    constexpr int changes = 25;
    std::vector<pid_t> children;
    for (int writer = 0; writer < writers; ++writer) {
        const pid_t child = ::fork();
        if (child == 0) {
            for (int i = 0; i < changes; ++i) {
                const std::string name = "c" + std::to_string(writer) + "-" + std::to_string(i);
                const auto updated = update_config(folder.paths(), {}, [&](json::Object& root) {
                    return put_context(root, name, json::Object{});
                });
                if (!updated) ::_exit(1);
            }
            ::_exit(0);
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        CHECK(status == 0);
    }
    CHECK(ConfigFile::load(folder.paths()).value().context_names().size() == writers * changes);
}

TEST_CASE("updates killed at any moment leave a valid configuration and no strays") {
    const Folder folder;
    for (unsigned round = 0; round < 60; ++round) {
        const pid_t writer = ::fork();
        if (writer == 0) {
            for (int i = 0;; ++i) {
                static_cast<void>(update_config(folder.paths(), {}, [&](json::Object& root) {
                    json::Object members;
                    members.append("endpoint", std::string(20000, 'e'));
                    members.append("site", i);
                    return put_context(root, "c" + std::to_string(i % 7), members);
                }));
            }
        }
        ::usleep(1000 + round * 131 % 5000);
        ::kill(writer, SIGKILL);
        REQUIRE(::waitpid(writer, nullptr, 0) == writer);
        const auto config = ConfigFile::load(folder.paths());
        REQUIRE(config.has_value());
        for (const std::string& name : config->context_names()) {
            REQUIRE(config->context(name)->find("endpoint")->as_string().size() == 20000);
        }
        if (std::filesystem::exists(folder.path / "config")) REQUIRE(folder.count("config", ".tmp") == 0);
    }
}

TEST_CASE("contexts are listed, chosen, renamed and deleted") {
    json::Object root = root_of(two_contexts());
    const auto list = list_contexts(root);
    REQUIRE(list.size() == 2);
    CHECK(list[0].current);
    CHECK(list[0].site == "1");
    CHECK(list[1].name == "ras.example.com");
    CHECK(use_context(root, "ras.example.com").has_value());
    CHECK(root.find("currentContext")->as_string() == "ras.example.com");
    CHECK(use_context(root, "prdo").error().why == "did you mean prod?");
    CHECK(rename_context(root, "ras.example.com", "prod").error().exit_code == ExitCode::invalid);
    CHECK(rename_context(root, "ras.example.com", "test").has_value());
    CHECK(root.find("currentContext")->as_string() == "test");
    CHECK(delete_context(root, "test").has_value());
    CHECK_FALSE(root.find("currentContext"));
    CHECK(delete_context(root, "test").error().exit_code == ExitCode::usage);
}

TEST_CASE("names of contexts") {
    for (const char* const good : {"prod", "ras.example.com", "a_b-c+d", "me@farm:20443", "Köln"}) {
        CHECK(check_context_name(good).has_value());
    }
    for (const char* const bad : {"", "-x", "a b", "a/b", "a\nb", "a\u202e", "$(x)", "'"}) {
        CHECK_FALSE(check_context_name(bad).has_value());
    }
}

TEST_CASE("putting a context keeps its other members") {
    json::Object root = root_of(two_contexts());
    REQUIRE(put_context(root, "prod", root_of(R"({"site": null, "username": "me"})")).has_value());
    CHECK(json::write(*find_context(root, "prod").value()) == R"({"endpoint":"https://a","username":"me"})");
}

TEST_CASE("keys lead to values") {
    json::Object root = root_of(two_contexts());
    CHECK(get_key(root, "currentContext").value() == "prod");
    CHECK(get_key(root, "defaults.output").value() == "json");
    CHECK(get_key(root, "contexts.prod.site").value() == "1");
    CHECK(get_key(root, "site").value() == "1");
    CHECK(get_key(root, "contexts.ras.example.com.endpoint").value() == "b");
    CHECK(get_key(root, "alias.hosts").value() == "rds host list");
    CHECK(get_key(root, "aliases.hosts").value() == "rds host list");
    CHECK_FALSE(get_key(root, "contexts.prod.output").value().has_value());
    CHECK(json::parse(get_key(root, "contexts.prod").value().value()).has_value());
    CHECK(full_key(root, "site").value() == "contexts.prod.site");
    CHECK(setting_of_key("contexts.a.b.output")->id == SettingId::output);
    CHECK_FALSE(setting_of_key("alias.output"));
}

TEST_CASE("keys are set and unset") {
    json::Object root = root_of(two_contexts());
    REQUIRE(set_key(root, "parallel", "16").has_value());
    REQUIRE(set_key(root, "contexts.ras.example.com.insecure", "yes").has_value());
    REQUIRE(set_key(root, "defaults.noHeaders", "on").has_value());
    REQUIRE(set_key(root, "alias.gws", "gateway list").has_value());
    REQUIRE(set_key(root, "currentContext", "ras.example.com").has_value());
    CHECK(
        json::write(root) ==
        R"({"version":1,"currentContext":"ras.example.com","contexts":{"prod":{"endpoint":"https://a","site":"1",)"
        R"("parallel":16},"ras.example.com":{"endpoint":"b","insecure":true}},"defaults":{"output":"json",)"
        R"("noHeaders":true},"aliases":{"hosts":"rds host list","gws":"gateway list"}})");
    CHECK(unset_key(root, "contexts.prod.parallel").value());
    CHECK_FALSE(unset_key(root, "contexts.prod.parallel").value());
    CHECK(unset_key(root, "alias.gws").value());
    CHECK(unset_key(root, "currentContext").value());
}

TEST_CASE("wrong keys and values are refused with what was meant") {
    json::Object root = root_of(two_contexts());
    CHECK(set_key(root, "defaults.ouptut", "json").error().why == "did you mean defaults.output?");
    CHECK(set_key(root, "contexts.prod.ca-file", "x").error().why == "did you mean contexts.prod.caFile?");
    CHECK(set_key(root, "contexts.pord.site", "x").error().why == "did you mean prod?");
    CHECK_THAT(set_key(root, "output", "jsno").error().why, Catch::EndsWith("did you mean json?"));
    CHECK(set_key(root, "parallel", "0").error().why == "must be a whole number from 1 to 64");
    CHECK(set_key(root, "limit", "-1").error().why == "must be a whole number from 0");
    CHECK(set_key(root, "requestTimeout", "soon").error().exit_code == ExitCode::usage);
    CHECK(set_key(root, "defaults.endpoint", "x").error().why == "it belongs to one farm");
    CHECK(set_key(root, "password", "x").error().why == "a password is not kept in the configuration");
    CHECK(set_key(root, "contexts.prod.password", "x").error().exit_code == ExitCode::usage);
    CHECK(set_key(root, "contexts.prod", "x").error().exit_code == ExitCode::usage);
    CHECK(set_key(root, "currentContext", "none").error().exit_code == ExitCode::usage);
    CHECK(set_key(root, "alias.a b", "x").error().exit_code == ExitCode::usage);
    CHECK(set_key(root, "alias.x", " ").error().exit_code == ExitCode::usage);
    CHECK(root == root_of(two_contexts()));
    json::Object empty;
    CHECK(set_key(empty, "site", "1").error().why == "there is no current context");
    CHECK(set_key(empty, "output", "json").has_value());
    CHECK(json::write(empty) == R"({"defaults":{"output":"json"}})");
}

TEST_CASE("every known key can be looked up") {
    const json::Object root = root_of(two_contexts());
    for (const std::string& key : known_keys(root)) {
        INFO(key);
        CHECK(get_key(root, key).has_value());
    }
}
