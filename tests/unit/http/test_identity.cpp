#include "test_identity.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <stdexcept>

#include "http/certificate.hpp"

namespace rasctl::http::test {
namespace {

void add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
    if (extension == nullptr) throw std::runtime_error("bad extension " + value);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

}  // namespace

Identity::Identity(const CertificateSpec& spec, const Identity* issuer)
    : certificate_(X509_new(), X509_free),
      key_(spec.rsa_bits > 0 ? EVP_RSA_gen(static_cast<unsigned>(spec.rsa_bits)) : EVP_EC_gen("P-256"),
           EVP_PKEY_free) {
    static std::atomic<long> serial{1};
    X509* certificate = certificate_.get();
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate), spec.not_before);
    X509_gmtime_adj(X509_getm_notAfter(certificate), spec.not_after);
    X509_NAME* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(spec.common_name.c_str()), -1, -1, 0);
    X509* signer = issuer != nullptr ? issuer->certificate_.get() : certificate;
    X509_set_issuer_name(certificate, X509_get_subject_name(signer));
    X509_set_pubkey(certificate, key_.get());
    if (spec.authority) {
        add_extension(certificate, signer, NID_basic_constraints, "critical,CA:TRUE");
        add_extension(certificate, signer, NID_key_usage, "critical,keyCertSign");
    }
    std::string names;
    for (const auto& one : spec.names) names += (names.empty() ? "" : ",") + one;
    if (!names.empty() && !spec.authority) add_extension(certificate, signer, NID_subject_alt_name, names);
    EVP_PKEY* signing_key = issuer != nullptr ? issuer->key_.get() : key_.get();
    if (X509_sign(certificate, signing_key, EVP_sha256()) == 0) throw std::runtime_error("cannot sign");
}

std::string Identity::pem() const {
    const std::unique_ptr<BIO, int (*)(BIO*)> out(BIO_new(BIO_s_mem()), BIO_free);
    PEM_write_bio_X509(out.get(), certificate_.get());
    char* data = nullptr;
    const long size = BIO_get_mem_data(out.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string Identity::fingerprint() const {
    return fingerprint_of(*certificate_);
}

std::shared_ptr<ssl_ctx_st> Identity::server(const std::vector<const Identity*>& chain) const {
    std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    SSL_CTX_set_security_level(context.get(), 0);
    if (SSL_CTX_use_certificate(context.get(), certificate_.get()) != 1 ||
        SSL_CTX_use_PrivateKey(context.get(), key_.get()) != 1) {
        throw std::runtime_error("cannot use the certificate");
    }
    for (const Identity* link : chain) SSL_CTX_add1_chain_cert(context.get(), link->certificate_.get());
    return context;
}

TemporaryFile::TemporaryFile(const std::string& content) : path_("/tmp/rasctl-test-XXXXXX") {
    const int file = mkstemp(path_.data());
    if (file < 0 || write(file, content.data(), content.size()) != static_cast<ssize_t>(content.size())) {
        throw std::runtime_error("cannot write a temporary file");
    }
    close(file);
}

TemporaryFile::~TemporaryFile() {
    unlink(path_.c_str());
}

}  // namespace rasctl::http::test
