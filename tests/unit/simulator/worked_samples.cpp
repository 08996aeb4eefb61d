// The vendor's worked samples against version 18: the same steps, the same members in the same order.
#include <catch2/catch.hpp>

#include "json/writer.hpp"
#include "simulated_farm.hpp"

using namespace rasctl;
using namespace rasctl::simulator;

namespace {

constexpr std::string_view gateway_members =
    "gwMode preferredPAId normalModeForwarding forwardHttpServers forwardGatewayServers ipVersion iPs "
    "bindV4Addresses "
    "bindV6Addresses optimizeConnectionIPv4 optimizeConnectionIPv6 enableGWPort broadcast "
    "enableClientManagerPort dosPro "
    "enableRDP enableRDPUDP gwPort rdpPort enableSSL minSSLVersion cipherStrength sslPort cipher "
    "privateKeyFile "
    "certificateFile enableUserPortal UserPortalPort launchMethod allowEmbed allowlaunchMethod "
    "allowAppsInNewTab "
    "allowFileTransfer allowClipboard usePreWin2000LoginFormat enableHSTS hstsIncludeSubdomains hstsPreload "
    "hstsMaxAge "
    "enableWyseSupport securityMode macAllowExceptLst macAllowOnlyLst webRequestsURL fwGWID server enabled "
    "description "
    "siteId id";

constexpr std::string_view host_members =
    "directAddress rasTemplateId inheritDefaultAgentSettings inheritDefaultPrinterSettings "
    "inheritDefaultUPDSettings "
    "inheritDefaultDesktopAccessSettings port maxSessions sessionTimeout sessionLogoffTimeout "
    "allowURLAndMailRedirection "
    "allowRemoteExec enableAppMonitoring useRemoteApps allowFileTransfer allowDragAndDrop preferredPAId "
    "enablePrinting "
    "enableTWAIN enableWIA printerNameFormat removeClientNameFromPrinterName "
    "removeSessionNumberFromPrinterName updMode "
    "maxUserProfileDiskSizeGB diskPath roamingMode includeFolderPath includeFilePath excludeFolderPath "
    "excludeFilePath "
    "restrictDesktopAccess restrictedUsers server enabled description siteId id";

constexpr std::string_view status_members =
    "preferredPA activeSessions disconnectedSessions activeConnections ip loginStatus updStatus cpuLoad "
    "memLoad diskRead "
    "diskWrite enabled id server siteId agentVer serverOS serviceStartTime systemBootTime "
    "unhandledExceptions agentState "
    "serverType logLevel";

constexpr std::string_view new_gateway =
    R"({"gwMode":0,"preferredPAId":0,"normalModeForwarding":false,"forwardHttpServers":"localhost:81","forwardGatewayServers":"","ipVersion":0,"iPs":"126.0.0.6","bindV4Addresses":"","bindV6Addresses":"","optimizeConnectionIPv4":"","optimizeConnectionIPv6":"","enableGWPort":true,"broadcast":true,"enableClientManagerPort":true,"dosPro":true,"enableRDP":false,"enableRDPUDP":true,"gwPort":80,"rdpPort":3389,"enableSSL":true,"minSSLVersion":2,"cipherStrength":2,"sslPort":443,"cipher":"EECDH:!SSLv2:!SSLv3:!aNULL:!RC4:!ADH:!eNULL:!LOW:!MEDIUM:!EXP:+HIGH","privateKeyFile":"SelfSignedCertificate.crt","certificateFile":"SelfSignedCertificate.crt","enableUserPortal":true,"UserPortalPort":20020,"launchMethod":0,"allowEmbed":false,"allowlaunchMethod":true,"allowAppsInNewTab":false,"allowFileTransfer":true,"allowClipboard":true,"usePreWin2000LoginFormat":true,"enableHSTS":false,"hstsIncludeSubdomains":false,"hstsPreload":false,"hstsMaxAge":12,"enableWyseSupport":true,"securityMode":0,"macAllowExceptLst":[],"macAllowOnlyLst":[],"webRequestsURL":"","fwGWID":4294967295,"server":"126.0.0.6","enabled":true,"description":"","siteId":1,"id":219})";

}  // namespace

TEST_CASE("the basic sample runs against version 18") {
    SimulatedFarm farm(18, seed_sample);
    const Answer logon =
        farm.call("POST", "/api/Session/logon", R"({"username":"administrator","password":"11112222"})");
    REQUIRE(logon.status == 200);
    CHECK(names_of(logon.body) == "authToken");
    farm.token = logon.body.find("authToken")->as_string();
    CHECK(farm.token.size() == 64);

    const Answer sites = farm.call("GET", "/api/site");
    REQUIRE(sites.status == 200);
    CHECK(json::write(sites.body) == R"([{"name":"site11","licensingSite":true,"id":1}])");
    CHECK(json::write(farm.call("GET", "/api/site/1").body) ==
          R"({"name":"site11","licensingSite":true,"id":1})");

    const Answer gateways = farm.call("GET", "/api/gateway");
    REQUIRE(gateways.body.is_array());
    REQUIRE(gateways.body.as_array().size() == 1);
    CHECK(names_of(gateways.body.as_array()[0]) == gateway_members);
    CHECK(gateways.body.as_array()[0].find("id")->to_int64() == 218);

    const Answer made =
        farm.call("POST", "/api/gateway?noinstall=true", R"({"server":"126.0.0.6","siteId":"1"})");
    REQUIRE(made.status == 201);
    CHECK(json::write(made.body) == new_gateway);
    CHECK(json::write(farm.call("GET", "/api/gateway/219").body) == new_gateway);

    const Answer host =
        farm.call("POST", "/api/rds?noinstall=true", R"({"server":"rds.company.dom","siteId":"1"})");
    REQUIRE(host.status == 201);
    CHECK(names_of(host.body) == host_members);
    CHECK(host.body.find("diskPath")->as_string() == "\\\\server\\upd-path");
    const std::string id = host.body.find("id")->number_text();

    const Answer status = farm.call("GET", "/api/rds/" + id + "/status");
    REQUIRE(status.status == 200);
    CHECK(names_of(status.body) == status_members);
    CHECK(status.body.find("id")->as_string() == id);
    CHECK(json::write(farm.call("GET", "/api/rds/sessions").body) == "[]");

    const Answer logoff = farm.call("POST", "/api/Session/logoff");
    CHECK(logoff.status == 200);
    CHECK(logoff.body.is_null());
    CHECK(farm.call("GET", "/api/site").status == 401);
}

TEST_CASE("the same ten steps run against version 21 with today's paths") {
    SimulatedFarm farm(21, seed_sample);
    farm.log_on();
    REQUIRE(farm.token.size() == 64);
    CHECK(farm.call("GET", "/api/Site").status == 200);
    CHECK(farm.call("GET", "/api/Site/1").status == 200);
    CHECK(farm.call("GET", "/api/Gateway").status == 200);
    const Answer gateway =
        farm.call("POST", "/api/Gateway?noInstall=true", R"({"server":"126.0.0.6","siteId":1})");
    REQUIRE(gateway.status == 201);
    CHECK(farm.call("GET", "/api/Gateway/" + gateway.body.find("id")->number_text()).status == 200);
    const Answer host = farm.call("POST", "/api/RDS/Host?noInstall=true", R"({"server":"rds.company.dom"})");
    REQUIRE(host.status == 201);
    const Answer status =
        farm.call("GET", "/api/RDS/Host/" + host.body.find("id")->number_text() + "/status");
    CHECK(status.status == 200);
    // Until the settings are applied a new server shows NotApplied.
    CHECK(status.body.find("agentState")->to_int64() == 24);
    CHECK(farm.call("POST", "/api/Settings/apply").status == 204);
    CHECK(farm.call("GET", "/api/RDS/Host/" + host.body.find("id")->number_text() + "/status")
              .body.find("agentState")
              ->to_int64() == 0);
    CHECK(farm.call("GET", "/api/RDS/Host/sessions").status == 200);
    CHECK(farm.call("POST", "/api/Session/logoff").body.is_string());
    // What versions 17 and 18 had is gone.
    CHECK(farm.log_on().call("GET", "/api/rds").status == 404);
}

TEST_CASE("the licensing sample runs against every version") {
    const int api = GENERATE(17, 18, 19, 20, 21);
    SimulatedFarm farm(api, seed_sample);
    farm.log_on();
    const Answer wrong = farm.call("POST", "/api/License/activate",
                                   R"({"email":"someone@parallels.com","password":"11112222","key":"XXX"})");
    CHECK(wrong.status == 400);
    CHECK(json::write(wrong.body) == R"({"code":0,"msg":"invalid login or password"})");
    const Answer license = farm.call("GET", "/api/License");
    REQUIRE(license.status == 200);
    if (api <= 18)
        CHECK(names_of(license.body) ==
              "usageToday currPeriodUsage billingPeriodStart billingPeriodEnd paUserName paCompanyName "
              "paUserEmail licenseKey "
              "supportExpireDate upgradeInsurance licenseFirstActive licenseStatus licenseType expiryDate "
              "installedUsers "
              "usersPeak usersLicenseInfo gracePeriodState gracePeriodDaysLeft type");
    CHECK(license.body.find("licenseType")->as_string() == "Parallels Remote Application Server SPLA");
    const Answer none = farm.call("POST", "/api/License/deactivate",
                                  R"({"email":"someone@parallels.com","password":"11112222"})");
    CHECK(none.status == 400);
    CHECK(none.body.find("msg")->as_string() ==
          "Failed to Deactivate - Product not activated with a license key.");
}

TEST_CASE("the publishing sample runs against version 18") {
    SimulatedFarm farm(18, seed_sample);
    farm.log_on();
    const Answer made =
        farm.call("POST", "/api/pubrdsapps", R"({"target":"notepad.exe","name":"Text Editor"})");
    REQUIRE(made.status == 201);
    CHECK(names_of(made.body).starts_with(
        "publishFromServer publishFromGroup perServerAttributes publishFrom enableFileExtensions "
        "inheritDisplayDefaultSettings replicateDisplaySettings startMaximized startFullscreen "
        "waitForPrinters"));
    CHECK(made.body.find("type")->to_int64() == 2);
    CHECK(made.body.find("target")->as_string() == "notepad.exe");
    CHECK(json::write(*made.body.find("publishToSite")) == "[1]");
    CHECK(made.body.find("startPath")->as_string() == "RAS Remote Desktops & Applications\\%Groups%");
}
