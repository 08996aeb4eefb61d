#include "simulator/model/certificate.hpp"

#include <fmt/format.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

#include <array>
#include <boost/asio/ip/address.hpp>

#include "simulator/model/openssl_handles.hpp"

namespace rasctl::simulator {
namespace {

constexpr long year = 365L * 24 * 3600;

Error cannot_make() {
    return Error{ExitCode::refused, "cannot make a certificate", "OpenSSL refused", ""};
}

bool add_extension(X509* certificate, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const ExtensionHandle extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

std::string alternative_names(const std::vector<std::string>& hosts) {
    std::string names;
    for (const std::string& host : hosts) {
        boost::system::error_code no_address;
        boost::asio::ip::make_address(host, no_address);
        names += fmt::format("{}{}:{}", names.empty() ? "" : ",", no_address ? "DNS" : "IP", host);
    }
    return names;
}

bool fill_in(X509* certificate, EVP_PKEY* key, const std::vector<std::string>& hosts) {
    std::uint64_t serial = 0;
    if (RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) != 1) return false;
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1U);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), year);
    X509_set_pubkey(certificate, key);
    X509_NAME* name = X509_get_subject_name(certificate);
    const auto* common = reinterpret_cast<const unsigned char*>("rasctl simulator");
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, common, -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    return add_extension(certificate, NID_subject_alt_name, alternative_names(hosts)) &&
           add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE") &&
           add_extension(certificate, NID_subject_key_identifier, "hash") &&
           add_extension(certificate, NID_ext_key_usage, "serverAuth") &&
           X509_sign(certificate, key, EVP_sha256()) != 0;
}

}  // namespace

Result<Certificate> make_certificate(const std::vector<std::string>& hosts) {
    const KeyHandle key(EVP_EC_gen("P-256"));
    const X509Handle certificate(X509_new());
    if (!key || !certificate || !fill_in(certificate.get(), key.get(), hosts)) return cannot_make();
    const BioHandle certificate_text = memory(), key_text = memory();
    if (PEM_write_bio_X509(certificate_text.get(), certificate.get()) != 1 ||
        PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return cannot_make();
    return Certificate{written(certificate_text), written(key_text)};
}

Result<std::string> fingerprint_of(const std::string& certificate_pem) {
    const BioHandle text = reading(certificate_pem);
    const X509Handle certificate(PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr));
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (!certificate || X509_digest(certificate.get(), EVP_sha256(), digest.data(), &size) != 1)
        return Error{ExitCode::usage, "cannot read the certificate", "it is no certificate in PEM form", ""};
    std::string result;
    for (unsigned i = 0; i < size; ++i) result += fmt::format("{}{:02X}", i == 0 ? "" : ":", digest[i]);
    return result;
}

}  // namespace rasctl::simulator
