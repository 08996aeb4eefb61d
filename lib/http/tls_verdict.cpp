// Why a server's certificate is not accepted, in one line, and what to do about it.
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <algorithm>

#include "http/errors.hpp"
#include "http/tls_context.hpp"

namespace rasctl::http {
namespace {

constexpr std::size_t names_shown = 6;

std::string names_text(const Certificate& certificate) {
    if (certificate.names.empty()) return "no host name (only the subject " + certificate.subject + ")";
    std::string text;
    for (std::size_t i = 0; i < certificate.names.size() && i < names_shown; ++i) {
        text += (i == 0 ? "" : ", ") + certificate.names[i];
    }
    if (certificate.names.size() > names_shown) {
        text += " and " + std::to_string(certificate.names.size() - names_shown) + " more";
    }
    return text;
}

std::string why_untrusted(const Endpoint& endpoint, const Verdict& verdict) {
    const Certificate& leaf = *verdict.leaf;
    const Certificate& at_fault = verdict.at_fault ? *verdict.at_fault : leaf;
    const std::string whose =
        verdict.at_fault ? "the certificate of its issuer " + at_fault.subject : "its certificate";
    switch (verdict.code) {
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return whose + " expired on " + date_text(at_fault.not_after);
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return whose + " is not valid before " + date_text(at_fault.not_before);
        case X509_V_ERR_HOSTNAME_MISMATCH:
        case X509_V_ERR_IP_ADDRESS_MISMATCH:
            // An address must be listed as one (RFC 9110, 4.3.5), which makers of certificates like to
            // forget.
            if (std::ranges::find(leaf.names, endpoint.host) != leaf.names.end())
                return "its certificate has " + endpoint.host + " as a host name and not as an address";
            return "its certificate is not for " + endpoint.host + " but for " + names_text(leaf);
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
            return "its certificate is self-signed";
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
            return "its chain ends in an authority that is not trusted here, " + at_fault.subject;
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            return whose + " was issued by " + at_fault.issuer + ", which is not known here";
        case X509_V_ERR_EE_KEY_TOO_SMALL:
        case X509_V_ERR_CA_KEY_TOO_SMALL:
            return whose + " has a key that is too weak (" + verdict.key_text + ")";
        case X509_V_ERR_CA_MD_TOO_WEAK:
            return whose + " is signed with a digest that is too weak";
        case X509_V_ERR_CERT_SIGNATURE_FAILURE:
            return whose + " has a wrong signature";
        case X509_V_ERR_INVALID_PURPOSE:
            return whose + " is not meant for servers";
        case X509_V_ERR_INVALID_CA:
        case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
            return whose + " may not issue certificates";
        case X509_V_ERR_CERT_CHAIN_TOO_LONG:
        case X509_V_ERR_PATH_LENGTH_EXCEEDED:
            return "its chain of certificates is too long";
        case X509_V_ERR_CERT_REVOKED:
            return whose + " was revoked";
        default:
            return whose + " was not accepted (" + X509_verify_cert_error_string(verdict.code) + ")";
    }
}

std::string hint(const Endpoint& endpoint, const Verdict& verdict) {
    const std::string login = "rasctl login " + to_string(endpoint);
    switch (verdict.code) {
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return "check this machine's clock: date -u";
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            return "name its authority with --ca-file FILE, or pin it: " + login;
        default:
            return "compare the fingerprint with the server's and pin it: " + login;
    }
}

}  // namespace

Error TlsContext::untrusted(const Endpoint& endpoint, const Verdict& verdict) const {
    const std::string what = "cannot trust " + host_and_port(endpoint);
    if (!verdict.leaf) return network_error(what, "it showed no certificate");
    if (verdict.pin_differs) {
        Error error =
            network_error(what, "its certificate is not the one that was pinned",
                          "if it was renewed, pin the new one: rasctl login " + to_string(endpoint));
        error.details = {"pinned " + policy_.fingerprint, "shown  " + verdict.leaf->fingerprint};
        return error;
    }
    Error error = network_error(what, why_untrusted(endpoint, verdict), hint(endpoint, verdict));
    error.details = {"fingerprint " + verdict.leaf->fingerprint};
    return error;
}

}  // namespace rasctl::http
