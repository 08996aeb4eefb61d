#include "simulator/model/certificate_files.hpp"

#include <openssl/pem.h>

#include <array>
#include <ctime>

#include "simulator/model/openssl_handles.hpp"

namespace rasctl::simulator {
namespace {

// A key with a password must not make the library ask for it on the terminal.
int no_password(char*, int, int, void*) {
    return -1;
}

X509Handle certificate_in(const std::string& pem) {
    return X509Handle(PEM_read_bio_X509(reading(pem).get(), nullptr, no_password, nullptr));
}
KeyHandle key_in(const std::string& pem) {
    return KeyHandle(PEM_read_bio_PrivateKey(reading(pem).get(), nullptr, no_password, nullptr));
}

std::string alternate_names(X509* certificate) {
    const int at = X509_get_ext_by_NID(certificate, NID_subject_alt_name, -1);
    X509_EXTENSION* extension = at < 0 ? nullptr : X509_get_ext(certificate, at);
    const BioHandle out = memory();
    if (!extension || X509V3_EXT_print(out.get(), extension, 0, 0) != 1) return {};
    return written(out);
}

}  // namespace

std::optional<CertificateFacts> read_certificate(const std::string& pem) {
    const X509Handle certificate = certificate_in(pem);
    if (!certificate) return std::nullopt;
    CertificateFacts facts;
    std::array<char, 256> name{};
    if (X509_NAME_get_text_by_NID(X509_get_subject_name(certificate.get()), NID_commonName, name.data(),
                                  static_cast<int>(name.size())) > 0)
        facts.common_name = name.data();
    facts.alternate_names = alternate_names(certificate.get());
    std::tm end{};
    if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &end) == 1) facts.expires = timegm(&end);
    if (EVP_PKEY* key = X509_get0_pubkey(certificate.get())) facts.key_bits = EVP_PKEY_get_bits(key);
    return facts;
}

bool is_private_key(const std::string& pem) {
    return key_in(pem) != nullptr;
}

std::optional<Certificate> read_pfx(const std::string& bytes, const std::string& password) {
    const Pkcs12Handle file(d2i_PKCS12_bio(reading(bytes).get(), nullptr));
    EVP_PKEY* raw_key = nullptr;
    X509* raw_certificate = nullptr;
    if (!file || PKCS12_parse(file.get(), password.c_str(), &raw_key, &raw_certificate, nullptr) != 1)
        return std::nullopt;
    const KeyHandle key(raw_key);
    const X509Handle certificate(raw_certificate);
    if (!key || !certificate) return std::nullopt;
    const BioHandle certificate_out = memory(), key_out = memory();
    PEM_write_bio_X509(certificate_out.get(), certificate.get());
    PEM_write_bio_PrivateKey(key_out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return Certificate{written(certificate_out), written(key_out)};
}

std::optional<std::string> write_pfx(const Certificate& certificate, const std::string& password) {
    const X509Handle x509 = certificate_in(certificate.certificate_pem);
    const KeyHandle key = key_in(certificate.key_pem);
    if (!x509 || !key) return std::nullopt;
    const Pkcs12Handle file(
        PKCS12_create(password.c_str(), nullptr, key.get(), x509.get(), nullptr, 0, 0, 0, 0, 0));
    const BioHandle out = memory();
    if (!file || i2d_PKCS12_bio(out.get(), file.get()) != 1) return std::nullopt;
    return written(out);
}

}  // namespace rasctl::simulator
