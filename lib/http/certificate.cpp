#include "http/certificate.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <boost/asio/ip/address.hpp>
#include <ctime>
#include <memory>

#include "http/shown_text.hpp"

namespace rasctl::http {
namespace {

std::string name_text(const X509_NAME* name) {
    const std::unique_ptr<BIO, int (*)(BIO*)> out(BIO_new(BIO_s_mem()), BIO_free);
    if (!out) return {};
    X509_NAME_print_ex(out.get(), name, 0,
                       XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_QUOTE & ~ASN1_STRFLGS_ESC_MSB & ~XN_FLAG_SPC_EQ);
    char* data = nullptr;
    const long size = BIO_get_mem_data(out.get(), &data);
    return size > 0 ? shown_text({data, static_cast<std::size_t>(size)}) : std::string();
}

std::chrono::sys_seconds time_of(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) return {};
    return std::chrono::sys_seconds(std::chrono::seconds(timegm(&parts)));
}

std::string address_text(const ASN1_OCTET_STRING& octets) {
    const unsigned char* data = ASN1_STRING_get0_data(&octets);
    const int size = ASN1_STRING_length(&octets);
    if (size == 4) {
        boost::asio::ip::address_v4::bytes_type bytes{};
        std::copy_n(data, bytes.size(), bytes.begin());
        return boost::asio::ip::address_v4(bytes).to_string();
    }
    if (size == 16) {
        boost::asio::ip::address_v6::bytes_type bytes{};
        std::copy_n(data, bytes.size(), bytes.begin());
        return boost::asio::ip::address_v6(bytes).to_string();
    }
    return "an address of " + std::to_string(size) + " bytes";
}

std::vector<std::string> names_of(const X509& certificate) {
    std::vector<std::string> result;
    const std::unique_ptr<GENERAL_NAMES, void (*)(GENERAL_NAMES*)> names(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(&certificate, NID_subject_alt_name, nullptr, nullptr)),
        GENERAL_NAMES_free);
    if (!names) return result;
    for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type == GEN_DNS) {
            const auto* data = reinterpret_cast<const char*>(ASN1_STRING_get0_data(name->d.dNSName));
            result.push_back(
                shown_text({data, static_cast<std::size_t>(ASN1_STRING_length(name->d.dNSName))}));
        } else if (name->type == GEN_IPADD) {
            result.push_back(address_text(*name->d.iPAddress));
        }
    }
    return result;
}

}  // namespace

std::string fingerprint_of(const x509_st& certificate) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (X509_digest(&certificate, EVP_sha256(), digest.data(), &size) != 1) return {};
    std::string text = "sha256:";
    for (unsigned i = 0; i < size; ++i) fmt::format_to(std::back_inserter(text), "{:02x}", digest[i]);
    return text;
}

Certificate describe(const x509_st& certificate) {
    Certificate result;
    result.fingerprint = fingerprint_of(certificate);
    result.subject = name_text(X509_get_subject_name(&certificate));
    result.issuer = name_text(X509_get_issuer_name(&certificate));
    result.not_before = time_of(X509_get0_notBefore(&certificate));
    result.not_after = time_of(X509_get0_notAfter(&certificate));
    result.names = names_of(certificate);
    // OpenSSL caches what it finds in the certificate, hence its signature.
    result.self_signed = X509_self_signed(const_cast<X509*>(&certificate), 0) == 1;
    return result;
}

std::string date_text(std::chrono::sys_seconds time) {
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

}  // namespace rasctl::http
