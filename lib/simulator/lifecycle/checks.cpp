// Calls that try something out or send something: directory, mailbox, invitations; and uploads of
// certificates.
#include <fmt/format.h>

#include "simulator/api/row_stream.hpp"
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/model/certificate_files.hpp"
#include "simulator/model/shape.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

Response validate_directory(Farm& farm, const Call& call) {
    json::Object settings = farm.singleton("adintegrationsettings", call.site());
    if (call.body.is_object()) settings = merged(std::move(settings), call.body.as_object());
    const std::string authority = text_in(settings, "certificateAuthority");
    // Names under .invalid (RFC 2606) stand for what does not answer.
    if (authority.empty() || authority.ends_with(".invalid"))
        return business_error("the certificate authority does not answer");
    return ok(project(call.operation.response(), json::Value(settings), farm.options().api));
}

Response test_mailbox(Farm&, const Call& call) {
    const json::Value* recipients = call.field("recipients");
    if (!recipients || recipients->scalar_text().find('@') == std::string::npos)
        return business_error("the recipient is no e-mail address");
    return no_content();
}

Response invite(Farm&, const Call& call) {
    const json::Value* recipients = call.field("recipients");
    if (!recipients || !recipients->is_array() || recipients->as_array().empty())
        return business_error("the invitation has no recipient");
    return no_content();
}

Response import_service_certificate(Farm& farm, const Call& call) {
    if (call.files.empty() || call.files.front().content.empty()) return business_error("the file is empty");
    const std::string& content = call.files.front().content;
    const json::Value* password = call.field("password");
    if (!read_certificate(content) && !read_pfx(content, password ? password->scalar_text() : ""))
        return business_error("the file is no certificate, or the password is wrong");
    farm.mark_pending();
    return no_content();
}

Response upload_gateway_certificate(Farm& farm, const Call& call) {
    if (call.files.empty() || !read_certificate(call.files.front().content))
        return business_error("the certificate file is not a certificate in PEM form");
    farm.change("gateway", call.key(0), object({{"$certificate", call.files.front().content}}));
    farm.mark_pending();
    return no_content();
}

Response upload_gateway_key(Farm& farm, const Call& call) {
    if (call.files.empty() || !is_private_key(call.files.front().content))
        return business_error("the key file is not a private key in PEM form");
    farm.change("gateway", call.key(0), object({{"$key", call.files.front().content}}));
    farm.mark_pending();
    return no_content();
}

// What the service at that address says this server's address is. Names under .invalid do not answer.
Response test_client_address(Farm& farm, const Call& call) {
    const json::Value* url = call.query_value("url");
    const std::string text = url ? url->scalar_text() : "";
    const bool web = text.starts_with("https://") || text.starts_with("http://");
    const bool answers = web && text.find(".invalid") == std::string::npos;
    const json::Object found = object({{"success", answers},
                                       {"ip", answers ? "203.0.113.21" : ""},
                                       {"error", answers ? ""
                                                 : web   ? "The service does not answer."
                                                         : "The address is no web address."}});
    return ok(project(call.operation.response(), json::Value(found), farm.options().api));
}

// What is in the image at that path: the packages that the farm knows from there.
Response list_image(Farm& farm, const Handlers& handlers, const Call& call) {
    RowList list;
    list.table = "apppackage";
    list.type = call.operation.response();
    if (const json::Value* path = call.query_value("Path")) list.stored.push_back({"msixImagePath", *path});
    return row_response(farm, handlers, std::move(list));
}

Response show_agreement(Farm& farm, const Call& call) {
    const json::Object agreement = object(
        {{"eula", "The subscriber agreement of Let's Encrypt is at https://letsencrypt.org/repository/."}});
    return ok(project(call.operation.response(), json::Value(agreement), farm.options().api));
}

Response upload_installer(Farm& farm, const Call& call) {
    if (call.files.empty() || call.files.front().content.empty()) return business_error("the file is empty");
    farm.set_singleton("fslogix/profilecontainer", call.site(),
                       object({{"installerFileName", call.files.front().file_name}}));
    farm.mark_pending();
    return no_content();
}

Response enable_printing(Farm& farm, const Call& call) {
    const json::Value* servers = call.field("serverIds");
    if (!servers || !servers->is_array()) return no_content();
    json::Object changes;
    for (const char* name : {"enablePrinting", "enableTWAIN", "enableWIA"})
        if (const json::Value* value = call.field(name)) changes.set(name, *value);
    for (const json::Value& server : servers->as_array())
        if (!farm.change("rds/host", server.to_int64().value_or(0), changes))
            return business_error(fmt::format("no RDS host has the ID {}", server.scalar_text()));
    farm.mark_pending();
    return no_content();
}

}  // namespace

void add_check_life_cycle(Handlers& handlers) {
    handlers.add("POST", "/api/ADIntegrationSettings/Validate", validate_directory);
    handlers.add("POST", "/api/ADIntegrationSettings/ValidateAWS", validate_directory);
    handlers.add("POST", "/api/MailboxSettings/Test", test_mailbox);
    handlers.add("POST", "/api/InvitationEmail/invite", invite);
    handlers.add("PUT", "/api/WebService/settings/ImportCertificate", import_service_certificate);
    handlers.add("POST", "/api/Gateway/{id}/Certificate", upload_gateway_certificate);
    handlers.add("POST", "/api/Gateway/{id}/PrivateKey", upload_gateway_key);
    handlers.add("PUT", "/api/PrintingScanning/Enable", enable_printing);
    handlers.add("PUT", "/api/FSLogix/ProfileContainer/UploadInstaller", upload_installer);
    handlers.add("GET", "/api/Gateway/TestClientIPDetectionURL", test_client_address);
    handlers.add("GET", "/api/LetsEncryptSettings/EULA", show_agreement);
    for (const char* path : {"/api/MSIXImage", "/api/MSIXImage/Details"})
        handlers.add("GET", path,
                     [&handlers](Farm& farm, const Call& call) { return list_image(farm, handlers, call); });
}

}  // namespace rasctl::simulator
