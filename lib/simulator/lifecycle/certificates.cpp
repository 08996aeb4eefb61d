// Certificates: made, requested, imported, exported, renewed and revoked. They are real ones, so that what is
// exported can be read by other programs.
#include <algorithm>

#include <fmt/format.h>

#include "simulator/api/generic.hpp"
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/model/certificate_files.hpp"
#include "simulator/model/date_time.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::string_view certificates = "certificates";
constexpr std::int64_t day = 86'400;
enum CertificateStatus {
    valid = 0,
    expiring = 1,
    expired = 2,
    in_progress = 3,
    revoked = 4,
    issuing = 5,
    issuing_failed = 6,
    renewing = 7,
    renewing_failed = 8,
    revoking = 9,
    revoking_failed = 10
};
enum Type { self_signed = 1, request = 2, imported = 3, lets_encrypt = 4 };

json::Object row_of(const Farm& farm, const RowKey& key) {
    return farm.read(certificates, key).value_or(json::Object{});
}

// Names under .invalid (RFC 2606) can never be proved to Let's Encrypt.
bool can_be_issued(const json::Object& row) {
    return !text_in(row, "commonName").ends_with(".invalid");
}

Response create_with(Farm& farm, const Handlers& handlers, const Call& call, const json::Object& facts) {
    Call completed = call;
    json::Object body = call.body.is_object() ? call.body.as_object() : json::Object{};
    completed.body = merged(std::move(body), facts);
    return create_row(farm, handlers, completed);
}

json::Object made_facts(std::int64_t expires, CertificateStatus status, Type type) {
    return object({{"status", static_cast<int>(status)},
                   {"type", static_cast<int>(type)},
                   {"expirationDate", Clock::date_time(expires)}});
}

// Makes the certificate itself when it is first needed: keys take their time, and most are never exported.
Certificate certificate_of(Farm& farm, const RowKey& key) {
    const json::Object row = row_of(farm, key);
    if (!text_in(row, "$pem").empty()) return {text_in(row, "$pem"), text_in(row, "$key")};
    std::string name = text_in(row, "commonName");
    if (name.empty()) name = "localhost";
    auto made = make_certificate({name});
    if (!made) return {};
    farm.change(certificates, key, object({{"$pem", made->certificate_pem}, {"$key", made->key_pem}}));
    return std::move(*made);
}

Response generate_self_signed(Farm& farm, const Handlers& handlers, const Call& call) {
    const json::Value* months = call.field("expireInMonths");
    const std::int64_t lifetime = (months ? months->to_int64().value_or(12) : 12) * 30 * day;
    if (lifetime <= 0) return business_error("the certificate must be valid for at least a month");
    return create_with(farm, handlers, call, made_facts(farm.clock().now() + lifetime, valid, self_signed));
}

Response generate_request(Farm& farm, const Handlers& handlers, const Call& call) {
    return create_with(farm, handlers, call,
                       made_facts(farm.clock().now() + 365 * day, in_progress, request));
}

Response generate_lets_encrypt(Farm& farm, const Handlers& handlers, const Call& call) {
    Response response =
        create_with(farm, handlers, call, made_facts(farm.clock().now() + 90 * day, issuing, lets_encrypt));
    if (response.status == 201)
        if (const auto key = farm.store().keys(certificates); !key.empty())
            farm.later(60, "certificate.issued", object({{"certificate", key.back().number}}));
    return response;
}

const Part* part(const Call& call, std::string_view name) {
    const auto found = std::ranges::find_if(
        call.files, [&](const Part& one) { return equal_ignoring_case(one.name, name); });
    return found == call.files.end() ? nullptr : &*found;
}

json::Object facts_of(const Farm& farm, const CertificateFacts& facts, const Certificate& certificate) {
    const std::int64_t left = facts.expires - farm.clock().now();
    const CertificateStatus status = left < 0 ? expired : left < 14 * day ? expiring : valid;
    const int size = facts.key_bits == 1024   ? 0
                     : facts.key_bits == 2048 ? 1
                     : facts.key_bits == 4096 ? 2
                     : facts.key_bits == 3072 ? 3
                     : facts.key_bits == 521  ? 4
                                              : 255;
    return merged(made_facts(facts.expires, status, imported),
                  object({{"commonName", facts.common_name},
                          {"alternateNames", facts.alternate_names},
                          {"keySize", size},
                          {"$pem", certificate.certificate_pem},
                          {"$key", certificate.key_pem}}));
}

Response import_certificate(Farm& farm, const Handlers& handlers, const Call& call) {
    const Part* certificate = part(call, "certificateFile");
    const Part* key = part(call, "privateKeyFile");
    const auto facts = certificate ? read_certificate(certificate->content) : std::nullopt;
    if (!facts) return business_error("the certificate file is not a certificate in PEM form");
    if (!key || !is_private_key(key->content))
        return business_error("the key file is not a private key in PEM form");
    return create_with(farm, handlers, call, facts_of(farm, *facts, {certificate->content, key->content}));
}

Response import_pfx(Farm& farm, const Handlers& handlers, const Call& call) {
    const Part* pfx = part(call, "pfxFile");
    const json::Value* password = call.field("password");
    const auto certificate =
        pfx ? read_pfx(pfx->content, password ? password->scalar_text() : "") : std::nullopt;
    const auto facts = certificate ? read_certificate(certificate->certificate_pem) : std::nullopt;
    if (!facts) return business_error("the file is not a PFX file, or the password is wrong");
    return create_with(farm, handlers, call, facts_of(farm, *facts, *certificate));
}

Response import_public_key(Farm& farm, const Call& call) {
    if (number_in(row_of(farm, call.key(0)), "status") != in_progress)
        return business_error("the certificate is not a request that waits for its public key");
    const Part* certificate = part(call, "certificateFile");
    const auto facts = certificate ? read_certificate(certificate->content) : std::nullopt;
    if (!facts) return business_error("the certificate file is not a certificate in PEM form");
    farm.change(certificates, call.key(0),
                object({{"status", static_cast<int>(valid)},
                        {"expirationDate", Clock::date_time(facts->expires)},
                        {"$pem", certificate->content}}));
    farm.mark_pending();
    return no_content();
}

Response update_intermediate(Farm& farm, const Call& call) {
    const Part* certificate = part(call, "certificateFile");
    if (!certificate || !read_certificate(certificate->content))
        return business_error("the certificate file is not a certificate in PEM form");
    farm.change(certificates, call.key(0), object({{"$intermediate", certificate->content}}));
    farm.mark_pending();
    return no_content();
}

Response export_certificate(Farm& farm, const Call& call) {
    const Certificate certificate = certificate_of(farm, call.key(0));
    const json::Value* password = call.query_value("password");
    const std::string name = text_in(row_of(farm, call.key(0)), "name");
    if (!password || password->scalar_text().empty())
        return file(certificate.certificate_pem, name + ".pem", "application/octet-stream");
    const auto pfx = write_pfx(certificate, password->scalar_text());
    if (!pfx) return business_error("the certificate has no private key to export");
    return file(*pfx, name + ".pfx", "application/octet-stream");
}

void set_status(Farm& farm, const RowKey& key, CertificateStatus status) {
    farm.change(certificates, key, object({{"status", static_cast<int>(status)}}));
}

Response renew(Farm& farm, const Call& call) {
    const json::Object row = row_of(farm, call.key(0));
    const std::int64_t type = number_in(row, "type");
    if (type == self_signed) {
        farm.change(certificates, call.key(0),
                    merged(made_facts(farm.clock().now() + 365 * day, valid, self_signed),
                           object({{"$pem", ""}, {"$key", ""}})));
        return no_content();
    }
    if (type != lets_encrypt)
        return business_error("only self-signed and Let's Encrypt certificates can be renewed");
    set_status(farm, call.key(0), renewing);
    farm.later(30, "certificate.issued", object({{"certificate", call.key(0).number}}));
    return no_content();
}

Response revoke(Farm& farm, const Call& call) {
    const json::Object row = row_of(farm, call.key(0));
    if (number_in(row, "type") != lets_encrypt)
        return business_error("only Let's Encrypt certificates can be revoked");
    if (number_in(row, "status") == revoked) return business_error("the certificate is revoked already");
    set_status(farm, call.key(0), revoking);
    farm.later(20, "certificate.revoked", object({{"certificate", call.key(0).number}}));
    return no_content();
}

Response retry(Farm& farm, const Call& call) {
    const std::int64_t status = number_in(row_of(farm, call.key(0)), "status");
    if (status != issuing_failed && status != renewing_failed && status != revoking_failed)
        return business_error("nothing has failed that could be tried again");
    set_status(farm, call.key(0),
               status == renewing_failed   ? renewing
               : status == revoking_failed ? revoking
                                           : issuing);
    farm.later(30, status == revoking_failed ? "certificate.revoked" : "certificate.issued",
               object({{"certificate", call.key(0).number}}));
    return no_content();
}

void issued(Farm& farm, const json::Object& payload) {
    const RowKey key(number_in(payload, "certificate"));
    const json::Object row = row_of(farm, key);
    const bool renewal = number_in(row, "status") == renewing;
    if (!can_be_issued(row)) {
        set_status(farm, key, renewal ? renewing_failed : issuing_failed);
        return;
    }
    farm.change(certificates, key, made_facts(farm.clock().now() + 90 * day, valid, lets_encrypt));
}

// Time passes for certificates too.
void age(Farm& farm, json::Object& row) {
    const std::int64_t status = number_in(row, "status");
    const auto expires = parse_date_time(text_in(row, "expirationDate"));
    if (!expires || (status != valid && status != expiring)) return;
    const std::int64_t left = *expires - farm.clock().now();
    row.set("status", static_cast<int>(left < 0 ? expired : left < 14 * day ? expiring : valid));
}

}  // namespace

void add_certificate_life_cycle(Handlers& handlers) {
    const std::string all = "/api/Certificates", one = "/api/Certificates/{id}";
    using Creation = Response (*)(Farm&, const Handlers&, const Call&);
    const auto creation = [&](std::string_view action, Creation create) {
        handlers.add("POST", all + std::string(action), [&handlers, create](Farm& farm, const Call& call) {
            return create(farm, handlers, call);
        });
    };
    creation("/GenerateSelfSigned", generate_self_signed);
    creation("/GenerateRequest", generate_request);
    creation("/GenerateLetsEncrypt", generate_lets_encrypt);
    creation("/ImportCertificate", import_certificate);
    creation("/ImportPfx", import_pfx);
    handlers.add("PUT", one + "/ImportPublicKey", import_public_key);
    handlers.add("PUT", one + "/UpdateIntermediate", update_intermediate);
    handlers.add("GET", one + "/Export", export_certificate);
    handlers.add("POST", one + "/Renew", renew);
    handlers.add("POST", one + "/Revoke", revoke);
    handlers.add("POST", one + "/Retry", retry);
    handlers.decorate("certificates", [](Farm& farm, const std::string&, const RowKey&, json::Object& row) {
        age(farm, row);
    });
    handlers.add_job("certificate.issued", issued);
    handlers.add_job("certificate.revoked", [](Farm& farm, const json::Object& payload) {
        set_status(farm, number_in(payload, "certificate"), revoked);
    });
}

}  // namespace rasctl::simulator
