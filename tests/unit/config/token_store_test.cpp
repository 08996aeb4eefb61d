#include "config/token_store.hpp"

#include <csignal>

#include "config/token_text.hpp"
#include "folder.hpp"
#include "json/reader.hpp"

using namespace rasctl;
using namespace rasctl::config;

namespace {

const Account me{"https://ras.example", "me"};

StoredToken token(std::string_view text) {
    return {terminal::Secret(text), 1700000000, "17"};
}

std::string kept(TokenStore& store, const Account& account) {
    const auto found = store.get(account);
    REQUIRE(found.has_value());
    return *found ? std::string((*found)->token.expose()) : "(none)";
}

// What every store must do.
void check_store(TokenStore& store) {
    CHECK(kept(store, me) == "(none)");
    REQUIRE(store.put(me, token("first=+-")).has_value());
    CHECK(kept(store, me) == "first=+-");
    CHECK(kept(store, {"RAS.example:20443/", "me"}) == "first=+-");
    CHECK(kept(store, {"https://ras.example", "you"}) == "(none)");
    CHECK(kept(store, {"https://ras.example:1", "me"}) == "(none)");
    REQUIRE(store.put(me, token("second")).has_value());
    const auto found = store.get(me);
    CHECK((*found)->token.expose() == "second");
    CHECK((*found)->obtained == 1700000000);
    CHECK((*found)->session_id == "17");
    CHECK_FALSE(store.erase_if(me, "first=+-").value());
    CHECK(kept(store, me) == "second");
    CHECK(store.erase_if(me, "second").value());
    CHECK(kept(store, me) == "(none)");
    REQUIRE(store.put(me, token("third")).has_value());
    REQUIRE(store.erase(me).has_value());
    REQUIRE(store.erase(me).has_value());
    CHECK(kept(store, me) == "(none)");
}

}  // namespace

TEST_CASE("tokens.json keeps tokens for their owner only") {
    const Folder folder;
    const auto store = make_file_store(folder.paths(), {});
    check_store(*store);
    REQUIRE(store->put(me, token("x")).has_value());
    CHECK(folder.mode("config/tokens.json") == 0600);
    CHECK(folder.mode("config") == 0700);
    CHECK(store->describe().plain_text);
}

TEST_CASE("erasing where nothing is creates nothing") {
    const Folder folder;
    const auto store = make_file_store(folder.paths(), {});
    CHECK(store->erase(me).has_value());
    CHECK_FALSE(store->erase_if(me, "x").value());
    CHECK_FALSE(std::filesystem::exists(folder.path / "config"));
}

TEST_CASE("a token file that others can read is refused") {
    const Folder folder;
    const auto store = make_file_store(folder.paths(), {});
    REQUIRE(store->put(me, token("x")).has_value());
    const auto file = folder.paths().token_file();
    for (const mode_t mode : {0640U, 0604U, 0660U, 0602U}) {
        ::chmod(file.c_str(), mode);
        const auto found = store->get(me);
        REQUIRE_FALSE(found.has_value());
        CHECK(found.error().exit_code == ExitCode::usage);
        CHECK(found.error().hint == "chmod 600 " + file.string());
        CHECK_FALSE(store->put(me, token("y")).has_value());
    }
    ::chmod(file.c_str(), 0600);
    CHECK(kept(*store, me) == "x");
    ::chmod(folder.paths().config_directory.c_str(), 0770);
    CHECK(store->get(me).error().hint == "chmod 700 " + folder.paths().config_directory.string());
}

TEST_CASE("a token file that is not ours, or a link, is refused") {
    const Folder folder;
    const auto store = make_file_store(folder.paths(), {});
    folder.write("elsewhere.json", R"({"version":1,"tokens":[]})");
    std::filesystem::create_directory(folder.path / "config");
    std::filesystem::create_symlink("../elsewhere.json", folder.paths().token_file());
    CHECK_THAT(store->get(me).error().why, Catch::Contains("symbolic link"));
    CHECK_FALSE(store->put(me, token("x")).has_value());
    CHECK(folder.read("elsewhere.json") == R"({"version":1,"tokens":[]})");
    std::filesystem::remove(folder.paths().token_file());
    if (::geteuid() == 0) {
        folder.write("config/tokens.json", "{}");
        REQUIRE(::chown(folder.paths().token_file().c_str(), 65534, 65534) == 0);
        CHECK(store->get(me).error().why == "it belongs to another user");
    }
}

TEST_CASE("a damaged token file is warned about and counts as empty") {
    const auto* const text = GENERATE("", "{", "[]", R"({"tokens": 5})", R"({"version":1,"tok)", "\xff");
    const Folder folder;
    folder.write("config/tokens.json", text);
    ::chmod(folder.paths().config_directory.c_str(), 0700);
    std::string warning;
    const auto store = make_file_store(folder.paths(), [&](std::string_view line) { warning = line; });
    CHECK(kept(*store, me) == "(none)");
    CHECK_THAT(warning, Catch::StartsWith("ignoring ") && Catch::Contains("tokens.json"));
    REQUIRE(store->put(me, token("x")).has_value());
    warning.clear();
    CHECK(kept(*store, me) == "x");
    CHECK(warning.empty());
}

TEST_CASE("entries that make no sense are passed over") {
    const Folder folder;
    folder.write("config/tokens.json", R"({"version":1,"tokens":[5,null,{"endpoint":1},
        {"endpoint":"https://ras.example:20443","user":"me","token":7}]})");
    ::chmod(folder.paths().config_directory.c_str(), 0700);
    const auto store = make_file_store(folder.paths(), {});
    CHECK(kept(*store, me) == "(none)");
    REQUIRE(store->put(me, token("x")).has_value());
    CHECK(kept(*store, me) == "x");
}

TEST_CASE("a token file of a newer rasctl is refused") {
    const Folder folder;
    folder.write("config/tokens.json", R"({"version":2,"tokens":[]})");
    ::chmod(folder.paths().config_directory.c_str(), 0700);
    const auto store = make_file_store(folder.paths(), {});
    CHECK(store->get(me).error().exit_code == ExitCode::usage);
    CHECK_FALSE(store->put(me, token("x")).has_value());
    CHECK(folder.read("config/tokens.json") == R"({"version":2,"tokens":[]})");
}

TEST_CASE("writers killed at any moment leave a valid token file and no strays") {
    const Folder folder;
    const auto store = make_file_store(folder.paths(), [](std::string_view line) { FAIL(line); });
    for (unsigned round = 0; round < 60; ++round) {
        const pid_t writer = ::fork();
        if (writer == 0) {
            for (int i = 0;; ++i) {
                const Account account{"https://ras.example", "u" + std::to_string(i % 5)};
                static_cast<void>(store->put(account, token(std::string(5000, 't'))));
            }
        }
        ::usleep(1000 + round * 173 % 5000);
        ::kill(writer, SIGKILL);
        REQUIRE(::waitpid(writer, nullptr, 0) == writer);
        for (int i = 0; i < 5; ++i) {
            const std::string text = kept(*store, {"https://ras.example", "u" + std::to_string(i)});
            REQUIRE((text == "(none)" || text == std::string(5000, 't')));
        }
        if (std::filesystem::exists(folder.path / "config")) REQUIRE(folder.count("config", ".tmp") == 0);
    }
}

TEST_CASE("the kernel's keyring keeps tokens") {
    const auto store = make_keyring_store();
    // Containers often forbid the calls; then the failure must say what to do.
    if (const auto tried = store->put(me, token("probe")); !tried) {
        CHECK(tried.error().hint == "rasctl config set store file");
        return;
    }
    REQUIRE(store->erase(me).has_value());
    check_store(*store);
    CHECK_FALSE(store->describe().plain_text);
}

TEST_CASE("no store keeps nothing") {
    const auto store = make_empty_store();
    REQUIRE(store->put(me, token("x")).has_value());
    CHECK(kept(*store, me) == "(none)");
}

TEST_CASE("a credential helper keeps tokens beside the password") {
    const Folder folder;
    // Keeps one file a user, as pass does.
    folder.write("git-credential-files", R"sh(#!/bin/sh
while IFS='=' read -r key value; do
    case $key in username) user=$value ;; host) host=$value ;; password) password=$value ;; '') break ;; esac
done
file="$KEEP/$host $user"
case $1 in
get) [ -f "$file" ] && printf 'username=%s\npassword=%s\n' "$user" "$(cat "$file")" ;;
store) printf '%s' "$password" > "$file" ;;
erase) rm -f "$file" ;;
esac
exit 0
)sh",
                 0700);
    std::filesystem::create_directory(folder.path / "keep");
    const Environment environment{{"PATH", folder.path.string() + ":/usr/bin:/bin"},
                                  {"KEEP", (folder.path / "keep").string()}};
    const auto store = make_helper_store("files", environment);
    check_store(*store);
    REQUIRE(store->put(me, token("x")).has_value());
    CHECK(std::filesystem::exists(folder.path / "keep/ras.example:20443 me (rasctl token)"));
    // A password where a token should be is no token.
    folder.write("keep/ras.example:20443 me (rasctl token)", "hunter2");
    CHECK(kept(*store, me) == "(none)");
}

TEST_CASE("the store that the settings mean") {
    const Folder folder;
    CHECK(make_token_store("file", "", folder.paths(), {}, {}).value()->describe().plain_text);
    CHECK_FALSE(make_token_store("none", "", folder.paths(), {}, {}).value()->describe().plain_text);
    CHECK(make_token_store("helper", "x", folder.paths(), {}, {}).value()->describe().where ==
          "the credential helper 'x'");
    CHECK(make_token_store("helper", "", folder.paths(), {}, {}).error().exit_code == ExitCode::usage);
}

TEST_CASE("a token as a line of text") {
    CHECK(encode_token(token("a+b=")).expose() == "rasctl-token 1 1700000000 17 a+b=");
    CHECK(decode_token("rasctl-token 1 5 - t")->session_id.empty());
    for (const char* const bad : {"", "hunter2", "rasctl-token 2 5 - t", "rasctl-token 1 x - t",
                                  "rasctl-token 1 5 -", "rasctl-token 1 5 - "}) {
        CHECK_FALSE(decode_token(bad));
    }
}

TEST_CASE("the logon lock is per server and user") {
    const Paths paths{"/c", "/k"};
    CHECK(logon_lock(paths, me) == logon_lock(paths, {"RAS.example:20443", "me"}));
    CHECK(logon_lock(paths, me) != logon_lock(paths, {"https://ras.example", "you"}));
}

TEST_CASE("a name that JSON cannot hold costs nobody the token") {
    const Folder folder;
    const auto store = make_file_store(folder.paths(), {});
    REQUIRE(store->put(me, token("mine")).has_value());
    CHECK_FALSE(store->put({"https://ras.example", "y\xffu"}, token("yours")).has_value());
    CHECK(kept(*store, me) == "mine");
}
