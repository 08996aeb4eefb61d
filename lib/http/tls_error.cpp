#include "http/tls_error.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace rasctl::http {
namespace {

class TlsCategory final : public boost::system::error_category {
  public:
    const char* name() const noexcept override { return "tls"; }
    std::string message(int reason) const override { return tls_sentence(reason); }
};

constexpr std::string_view no_version = "the server offers no TLS version that is still safe (1.2 or 1.3)";
constexpr std::string_view no_cipher = "client and server have no cipher in common";
constexpr std::string_view handshake_refused =
    "the server refused the TLS handshake (no common cipher or signature, or it demands a client "
    "certificate)";
constexpr std::string_view wants_certificate =
    "the server demands a client certificate, which rasctl cannot give";
constexpr std::string_view weak_key = "the server uses a key exchange or key that is too weak";
constexpr std::string_view old_renegotiation =
    "the server's TLS is too old to be safe: it lacks secure renegotiation (RFC 5746)";
constexpr std::string_view renegotiation =
    "the server wants to renegotiate TLS, which is refused because it is not safe";
constexpr std::string_view not_tls = "the server's answer is not TLS";
constexpr std::string_view protocol_broken = "the server broke the TLS protocol";

using Sentence = std::pair<int, std::string_view>;
constexpr std::array sentences{
    Sentence{int(TlsFailure::truncated), "the connection was cut before the server's goodbye (close_notify)"},
    Sentence{int(TlsFailure::closed), "the server closed the connection during the TLS handshake"},
    Sentence{int(TlsFailure::plain_http), "the server speaks plain HTTP on this port, not TLS"},
    Sentence{int(TlsFailure::not_tls), not_tls},
    Sentence{int(TlsFailure::unknown), "the TLS connection failed"},
    Sentence{SSL_R_UNSUPPORTED_PROTOCOL, no_version},
    Sentence{SSL_R_UNKNOWN_PROTOCOL, no_version},
    Sentence{SSL_R_TLSV1_ALERT_PROTOCOL_VERSION, no_version},
    Sentence{SSL_R_NO_PROTOCOLS_AVAILABLE, no_version},
    Sentence{SSL_R_UNSUPPORTED_SSL_VERSION, no_version},
    Sentence{SSL_R_TLSV1_ALERT_INAPPROPRIATE_FALLBACK, no_version},
    Sentence{SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE, handshake_refused},
    Sentence{SSL_R_TLSV1_ALERT_INSUFFICIENT_SECURITY, no_cipher},
    Sentence{SSL_R_NO_SHARED_CIPHER, no_cipher},
    Sentence{SSL_R_UNKNOWN_CIPHER_RETURNED, no_cipher},
    Sentence{SSL_R_WRONG_CIPHER_RETURNED, no_cipher},
    Sentence{SSL_R_UNSUPPORTED_ELLIPTIC_CURVE, no_cipher},
    Sentence{SSL_R_BAD_KEY_SHARE, no_cipher},
    Sentence{SSL_R_NO_SUITABLE_KEY_SHARE, no_cipher},
    Sentence{SSL_R_WRONG_SIGNATURE_TYPE, "the server signs with an algorithm that is no longer safe"},
    Sentence{SSL_R_NO_SHARED_SIGNATURE_ALGORITHMS, "client and server have no signature algorithm in common"},
    Sentence{SSL_R_NO_SUITABLE_SIGNATURE_ALGORITHM,
             "client and server have no signature algorithm in common"},
    Sentence{SSL_R_DH_KEY_TOO_SMALL, weak_key},
    Sentence{SSL_R_EE_KEY_TOO_SMALL, weak_key},
    Sentence{SSL_R_CA_KEY_TOO_SMALL, weak_key},
    Sentence{SSL_R_CA_MD_TOO_WEAK, "a certificate of the server's is signed with a digest that is too weak"},
    Sentence{SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED, wants_certificate},
    Sentence{SSL_R_SSLV3_ALERT_NO_CERTIFICATE, wants_certificate},
    Sentence{SSL_R_SSLV3_ALERT_BAD_CERTIFICATE, wants_certificate},
    Sentence{SSL_R_TLSV1_UNRECOGNIZED_NAME, "the server does not know itself by this host name (SNI)"},
    Sentence{SSL_R_TLSV1_ALERT_INTERNAL_ERROR, "the server failed during the TLS handshake (internal error)"},
    Sentence{SSL_R_TLSV1_ALERT_UNKNOWN_CA, "the server does not trust the issuer of our certificate"},
    Sentence{SSL_R_TLSV1_ALERT_ACCESS_DENIED, "the server denied access during the TLS handshake"},
    Sentence{SSL_R_TLSV1_ALERT_DECODE_ERROR, "the server could not read our TLS handshake"},
    Sentence{SSL_R_TLSV1_ALERT_DECRYPT_ERROR, "the server could not verify our TLS handshake"},
    Sentence{SSL_R_SSLV3_ALERT_UNEXPECTED_MESSAGE, "the server did not expect our TLS handshake"},
    Sentence{SSL_R_EXCESSIVE_MESSAGE_SIZE, "the server's chain of certificates is too big"},
    Sentence{SSL_R_WRONG_VERSION_NUMBER, not_tls},
    Sentence{SSL_R_HTTP_REQUEST, not_tls},
    Sentence{SSL_R_UNEXPECTED_MESSAGE, protocol_broken},
    Sentence{SSL_R_BAD_RECORD_TYPE, protocol_broken},
    Sentence{SSL_R_DECRYPTION_FAILED_OR_BAD_RECORD_MAC, "data was changed on its way (bad TLS record)"},
    Sentence{SSL_R_BAD_SIGNATURE, "the server could not prove that it owns its certificate"},
    Sentence{SSL_R_BAD_LENGTH, protocol_broken},
    Sentence{SSL_R_LENGTH_MISMATCH, protocol_broken},
    Sentence{SSL_R_PACKET_LENGTH_TOO_LONG, protocol_broken},
    Sentence{SSL_R_RECORD_LENGTH_MISMATCH, protocol_broken},
    Sentence{SSL_R_BAD_EXTENSION, protocol_broken},
    Sentence{SSL_R_CERT_LENGTH_MISMATCH, protocol_broken},
    Sentence{SSL_R_UNSAFE_LEGACY_RENEGOTIATION_DISABLED, old_renegotiation},
    Sentence{SSL_R_NO_RENEGOTIATION, renegotiation},
    Sentence{SSL_R_TLSV1_ALERT_NO_RENEGOTIATION, renegotiation},
    Sentence{SSL_R_RENEGOTIATION_MISMATCH, renegotiation},
    Sentence{SSL_R_RENEGOTIATION_ENCODING_ERR, renegotiation},
    Sentence{SSL_R_RENEGOTIATE_EXT_TOO_LONG, renegotiation},
    Sentence{SSL_R_UNEXPECTED_EOF_WHILE_READING, "the server ended the connection in the middle of TLS"},
    Sentence{SSL_R_TLSV1_ALERT_USER_CANCELLED, "the server broke off the TLS handshake"},
    Sentence{SSL_R_TLSV1_ALERT_RECORD_OVERFLOW, "the server refused the size of our TLS records"},
    Sentence{SSL_R_SSLV3_ALERT_BAD_RECORD_MAC, "the server found our data changed on its way"},
    Sentence{SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED, wants_certificate},
    Sentence{SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED, wants_certificate},
    Sentence{SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN, wants_certificate},
    Sentence{SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE, wants_certificate},
    Sentence{SSL_R_SSLV3_ALERT_ILLEGAL_PARAMETER, "the server did not accept what our TLS handshake offered"},
    Sentence{SSL_R_TLSV1_UNSUPPORTED_EXTENSION, "the server did not accept what our TLS handshake offered"},
    Sentence{SSL_R_BAD_ECPOINT, protocol_broken},
    Sentence{SSL_R_BAD_PACKET, protocol_broken},
    Sentence{SSL_R_CERTIFICATE_VERIFY_FAILED, "its certificate was not accepted"},
};

}  // namespace

const boost::system::error_category& tls_category() {
    static const TlsCategory category;
    return category;
}

boost::system::error_code make_error_code(TlsFailure failure) {
    return {static_cast<int>(failure), tls_category()};
}

boost::system::error_code take_tls_error() {
    const unsigned long packed = ERR_get_error();
    ERR_clear_error();
    if (packed == 0) return make_error_code(TlsFailure::unknown);
    if (ERR_GET_LIB(packed) == ERR_LIB_X509 || ERR_GET_LIB(packed) == ERR_LIB_ASN1) {
        return {SSL_R_BAD_LENGTH, tls_category()};
    }
    const int reason = ERR_GET_REASON(packed);
    return {reason == 0 ? static_cast<int>(TlsFailure::unknown) : reason, tls_category()};
}

std::string tls_sentence(int reason) {
    const auto found = std::ranges::find(sentences, reason, &Sentence::first);
    if (found != sentences.end()) return std::string(found->second);
    // OpenSSL's own few words say more to whoever looks it up than its number.
    const char* const words = ERR_reason_error_string(ERR_PACK(ERR_LIB_SSL, 0, reason));
    return "the TLS connection failed" + (words == nullptr ? std::string() : " (" + std::string(words) + ")");
}

}  // namespace rasctl::http
