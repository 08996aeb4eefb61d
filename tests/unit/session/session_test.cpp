#include <catch2/catch.hpp>
#include <fstream>

#include "config/cache.hpp"
#include "config/lock.hpp"
#include "farm_server.hpp"
#include "session/connection.hpp"
#include "session/farm_session.hpp"
#include "session/server_version.hpp"
#include "workplace.hpp"

using namespace rasctl;
using namespace rasctl::session;
using session::test::FarmServer;
using session::test::Workplace;

TEST_CASE("a kept token is used without a logon") {
    FarmServer farm;
    farm.grant("kept+token=");
    Workplace place;
    place.use_context(farm.url());
    place.keep_token(farm.url(), "kept+token=");
    const auto session = place.open();
    CHECK(place.get(*session)->status == 200);
    CHECK(farm.logons() == 0);
    CHECK(farm.wrong_types() == 0);
    REQUIRE(place.close(*session).has_value());
    CHECK(farm.logoffs() == 0);
}

TEST_CASE("requests side by side share one logon, and its token is kept") {
    FarmServer farm;
    Workplace place;
    place.set_password(FarmServer::password);
    place.use_context(farm.url());
    place.keep_token(farm.url(), "expired");
    const auto session = place.open();
    for (const auto& answer : place.get_many(*session, 12)) CHECK(answer->status == 200);
    CHECK(farm.logons() == 1);
    CHECK(place.kept_token(farm.url()) == "token-1+/=");
    REQUIRE(place.close(*session).has_value());
    CHECK(farm.logoffs() == 0);
    CHECK(place.get(*place.open())->status == 200);
    CHECK(farm.logons() == 1);
}

TEST_CASE("a token that another process got meanwhile is taken") {
    FarmServer farm;
    farm.grant("first");
    Workplace place;
    place.use_context(farm.url());
    place.keep_token(farm.url(), "first");
    const auto session = place.open();
    REQUIRE(place.get(*session).has_value());
    farm.refuse_every_token();
    CHECK(place.get(*session).error().exit_code == ExitCode::not_allowed);

    FarmServer other;
    other.grant("second");
    place.use_context(other.url());
    place.keep_token(other.url(), "stale");
    const auto again = place.open();
    place.meanwhile = [&] { place.keep_token(other.url(), "second"); };
    CHECK(place.get(*again)->status == 200);
    CHECK(other.logons() == 0);
}

TEST_CASE("a wrong password is tried once") {
    FarmServer farm;
    Workplace place;
    place.set_password("mistyped-1");
    place.use_context(farm.url());
    const auto session = place.open();
    for (const auto& answer : place.get_many(*session, 5)) {
        REQUIRE(!answer.has_value());
        CHECK(answer.error().exit_code == ExitCode::not_allowed);
        CHECK(answer.error().why == "The user name or password is wrong.");
        CHECK(answer.error().hint == "rasctl login " + farm.url());
    }
    CHECK(place.get(*session).error().exit_code == ExitCode::not_allowed);
    CHECK(farm.refused_logons() == 1);
    CHECK(place.kept_token(farm.url()).empty());
}

TEST_CASE("a refusal that repeats the password is not repeated") {
    FarmServer farm;
    Workplace place;
    place.set_password("name");
    place.use_context(farm.url());
    const auto session = place.open();
    CHECK(place.get(*session).error().why == "user name or password is wrong");
}

TEST_CASE("processes that wait while another is refused do not try the same again") {
    FarmServer farm;
    Workplace one;
    one.set_password("mistyped-1");
    one.use_context(farm.url());
    Workplace two(one.folder);
    two.environment = one.environment;
    two.use_context(farm.url());
    two.loop = &one.io;
    const auto first = one.open();
    const auto second = two.open();
    std::filesystem::create_directories(one.paths.config_directory);
    auto held =
        config::Lock::acquire(config::logon_lock(one.paths, {farm.url(), "admin"}), std::chrono::seconds(5));
    REQUIRE(held.has_value());
    // Both have begun to wait when the lock becomes free.
    one.meanwhile = [&] { held->release(); };
    for (const auto& answer : one.get_by_each({first.get(), second.get()})) {
        REQUIRE(!answer.has_value());
        CHECK(answer.error().exit_code == ExitCode::not_allowed);
    }
    CHECK(farm.refused_logons() == 1);
}

TEST_CASE("401 for ever ends") {
    FarmServer farm;
    farm.refuse_every_token();
    Workplace place;
    place.set_password(FarmServer::password);
    place.use_context(farm.url());
    const auto session = place.open();
    for (const auto& answer : place.get_many(*session, 4)) {
        REQUIRE(!answer.has_value());
        CHECK(answer.error().exit_code == ExitCode::not_allowed);
    }
    CHECK(farm.logons() == 1);
}

TEST_CASE("without a context the session ends with the run") {
    FarmServer farm;
    Workplace place;
    place.set_password(FarmServer::password);
    place.use_endpoint_only(farm.url());
    const auto session = place.open();
    CHECK(place.get(*session)->status == 200);
    CHECK(place.get(*session)->status == 200);
    CHECK(farm.logons() == 1);
    REQUIRE(place.close(*session).has_value());
    CHECK(farm.logoffs() == 1);
    REQUIRE(place.close(*session).has_value());
    CHECK(farm.logoffs() == 1);
    CHECK(!std::filesystem::exists(place.paths.token_file()));
}

TEST_CASE("a session of a farm that is not the context's ends with the run") {
    FarmServer farm;
    FarmServer other;
    Workplace place;
    place.set_password(FarmServer::password);
    place.environment.set("RASCTL_ENDPOINT", other.url());
    place.use_context(farm.url());
    const auto session = place.open();
    CHECK(place.get(*session)->status == 200);
    CHECK(other.logons() == 1);
    CHECK(place.kept_token(other.url()).empty());
    REQUIRE(place.close(*session).has_value());
    CHECK(other.logoffs() == 1);
    CHECK(farm.logons() == 0);
}

TEST_CASE("a password is asked for where there is somebody") {
    FarmServer farm;
    Workplace place;
    place.use_context(farm.url());
    const auto mute = place.open();
    const auto refused = place.get(*mute);
    REQUIRE(!refused.has_value());
    CHECK(refused.error().exit_code == ExitCode::not_allowed);
    CHECK(refused.error().hint.find("RASCTL_PASSWORD") != std::string::npos);
    const auto session = place.open({FarmServer::password});
    CHECK(place.get(*session)->status == 200);
    CHECK(farm.logons() == 1);
}

TEST_CASE("a sink gets the answer that counts, and nothing of a 401") {
    FarmServer farm;
    Workplace place;
    place.set_password(FarmServer::password);
    place.use_context(farm.url());
    place.keep_token(farm.url(), "expired");
    const auto session = place.open();
    std::string got;
    const auto answer = place.get(*session, [&](std::string_view piece) -> Result<bool> {
        got += piece;
        return true;
    });
    CHECK(answer->status == 200);
    CHECK(got == R"([{"id":1}])");
}

TEST_CASE("a folder that cannot be written costs the token, not the work") {
    FarmServer farm;
    Workplace place;
    place.set_password(FarmServer::password);
    place.use_context(farm.url());
    // A file in the place of the folder: also root cannot write below it.
    std::ofstream(place.paths.config_directory) << "in the way";
    const auto session = place.open();
    const auto answer = place.get(*session);
    REQUIRE(answer.has_value());
    CHECK(answer->status == 200);
    REQUIRE(place.close(*session).has_value());
    CHECK(farm.logoffs() == 1);
    CHECK(!place.warnings.empty());
}

TEST_CASE("the server's version is asked for once") {
    FarmServer farm;
    Workplace place;
    place.set_password(FarmServer::password);
    place.use_context(farm.url());
    const auto session = place.open();
    CHECK(session->known_server_version() == 0);
    CHECK(place.version_of(*session).value() == 21);
    CHECK(place.version_of(*session).value() == 21);
    CHECK(session->known_server_version() == 21);
    CHECK(place.open()->known_server_version() == 21);
    CHECK(farm.version_requests() == 1);

    FarmServer old;
    old.hide_version();
    Workplace other;
    other.set_password(FarmServer::password);
    other.use_context(old.url());
    const auto mute = other.open();
    CHECK(other.version_of(*mute).value() == 0);
    CHECK(other.version_of(*mute).value() == 0);
    CHECK(old.version_requests() == 1);
}

TEST_CASE("what a server said of its version is asked for again after a day") {
    FarmServer farm;
    Workplace place;
    place.set_password(FarmServer::password);
    place.use_context(farm.url());
    const auto said = [&](int version, std::chrono::hours ago) {
        config::Cache(place.paths, farm.url(), "admin", [ago] {
            return std::chrono::system_clock::now() - ago;
        }).put("server-version", version);
    };
    said(19, std::chrono::hours(23));
    CHECK(place.open()->known_server_version() == 19);
    said(19, std::chrono::hours(25));
    const auto session = place.open();
    CHECK(session->known_server_version() == 0);
    CHECK(place.version_of(*session).value() == 21);
    CHECK(place.open()->known_server_version() == 21);
}

TEST_CASE("no farm, no session") {
    Workplace place;
    place.use_endpoint_only("");
    const auto session = place.try_open();
    REQUIRE(!session.has_value());
    CHECK(session.error().exit_code == ExitCode::not_allowed);
    CHECK(session.error().hint == "rasctl login ENDPOINT");
}

TEST_CASE("the way to trust that is named nearest to the user decides") {
    const std::string pin(64, 'a');
    const auto file = config::ConfigFile::parse(
        R"({"version":1,"currentContext":"lab","contexts":{"lab":{"endpoint":"ras.example","fingerprint":")" +
            pin + R"(","insecure":false}},"defaults":{"caFile":"/ca.pem"}})",
        "config.json");
    const terminal::Environment nothing;
    const config::Settings by_context({}, nothing, file.value());
    auto connection = connection_of(by_context, nothing);
    REQUIRE(connection.has_value());
    CHECK(connection->tls.fingerprint == "sha256:" + pin);
    CHECK(connection->tls.ca_file.empty());
    CHECK(connection->warnings.empty());

    const config::Settings by_flag({{"ca-file", "/mine.pem"}}, nothing, file.value());
    CHECK(connection_of(by_flag, nothing)->tls.fingerprint.empty());
    CHECK(connection_of(by_flag, nothing)->tls.ca_file == "/mine.pem");

    const config::Settings careless({{"insecure", "true"}}, nothing, file.value());
    CHECK(connection_of(careless, nothing)->tls.insecure);
    CHECK(connection_of(careless, nothing)->warnings.size() == 1);
}

TEST_CASE("versions are found in any text") {
    CHECK(major_version("21.0.26100") == 21);
    CHECK(major_version("RAS 19.4 (build 25800)") == 19);
    CHECK(major_version("v20") == 20);
    CHECK(major_version("6.21.4") == 0);
    CHECK(major_version("build 26100") == 0);
    CHECK(major_version("") == 0);
    json::Object answer;
    answer.append("product", "RAS Web Administration Service");
    answer.append("buildVersion", "18.3.1");
    CHECK(major_version_in(answer) == 18);
}
