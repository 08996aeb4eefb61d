#include "http/tls_context.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <filesystem>
#include <new>
#include <system_error>
#include <utility>

#include "error/try.hpp"
#include "http/shown_text.hpp"
#include "http/system_authorities.hpp"

namespace rasctl::http {
namespace {

constexpr std::size_t sessions_kept = 16;

bool is_directory(const char* path) {
    std::error_code ignored;
    return std::filesystem::is_directory(path, ignored);
}

bool exists(const char* path) {
    std::error_code ignored;
    return std::filesystem::exists(path, ignored);
}

// Every certificate of the files in the folder, whatever they are called: OpenSSL itself sees only those that
// `openssl rehash` made links for.
bool load_folder(SSL_CTX* ctx, const std::string& folder) {
    std::error_code failed;
    std::vector<std::string> files;
    for (std::filesystem::directory_iterator at(folder, failed), end; !failed && at != end;
         at.increment(failed)) {
        std::error_code unreadable;
        if (at->is_regular_file(unreadable)) files.push_back(at->path().string());
    }
    bool any = false;
    for (const std::string& file : files) any = SSL_CTX_load_verify_file(ctx, file.c_str()) == 1 || any;
    return any;
}

bool load_named_authorities(SSL_CTX* ctx, const std::string& path) {
    return is_directory(path.c_str()) ? load_folder(ctx, path)
                                      : SSL_CTX_load_verify_file(ctx, path.c_str()) == 1;
}

std::string key_text(X509* certificate) {
    const EVP_PKEY* key = X509_get0_pubkey(certificate);
    if (key == nullptr) return "an unknown kind of key";
    const char* kind = EVP_PKEY_get0_type_name(key);
    return std::string(kind == nullptr ? "unknown" : kind) + " " + std::to_string(EVP_PKEY_get_bits(key));
}

}  // namespace

void SslFree::operator()(ssl_st* ssl) const {
    SSL_free(ssl);
}
void SslFree::operator()(ssl_ctx_st* context) const {
    SSL_CTX_free(context);
}
void SslFree::operator()(ssl_session_st* session) const {
    SSL_SESSION_free(session);
}

struct TlsContext::Callbacks {
    static bool judge(X509_STORE_CTX* store, const TlsPolicy& policy, Verdict& verdict) {
        X509* leaf = X509_STORE_CTX_get0_cert(store);
        if (leaf == nullptr) return false;
        if (verdict.keep_leaf) verdict.leaf = describe(*leaf);
        if (policy.insecure) return true;
        if (!policy.fingerprint.empty()) {
            if (fingerprint_of(*leaf) == policy.fingerprint) return true;
            verdict.pin_differs = true;
            verdict.leaf = describe(*leaf);
            return false;
        }
        if (X509_verify_cert(store) == 1) return true;
        verdict.code = X509_STORE_CTX_get_error(store);
        verdict.depth = X509_STORE_CTX_get_error_depth(store);
        verdict.leaf = describe(*leaf);
        X509* at_fault = X509_STORE_CTX_get_current_cert(store);
        if (at_fault != nullptr && verdict.depth > 0) verdict.at_fault = describe(*at_fault);
        verdict.key_text = key_text(at_fault != nullptr ? at_fault : leaf);
        return false;
    }

    static int verify(X509_STORE_CTX* store, void* self) {
        auto* ssl =
            static_cast<SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
        auto* verdict = static_cast<Verdict*>(SSL_get_app_data(ssl));
        verdict->trusted = judge(store, static_cast<TlsContext*>(self)->policy_, *verdict);
        if (verdict->trusted) {
            X509_STORE_CTX_set_error(store, X509_V_OK);
        } else if (X509_STORE_CTX_get_error(store) == X509_V_OK) {
            X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION);
        }
        return verdict->trusted ? 1 : 0;
    }

    static int keep_session(SSL* ssl, SSL_SESSION* session) {
        auto* self = static_cast<TlsContext*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
        if (self->sessions_.size() >= sessions_kept) self->sessions_.erase(self->sessions_.begin());
        self->sessions_.emplace_back(session);
        return 1;  // the reference is ours now
    }
};

TlsContext::TlsContext(TlsPolicy policy)
    : policy_(std::move(policy)), context_(SSL_CTX_new(TLS_client_method())) {
    if (!context_) throw std::bad_alloc();
    SSL_CTX* ctx = context_.get();
    SSL_CTX_set_app_data(ctx, this);
    SSL_CTX_set_min_proto_version(ctx, TLS1_2_VERSION);
    SSL_CTX_set_security_level(ctx, 2);
    SSL_CTX_set_options(ctx, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_mode(
        ctx, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set1_groups_list(ctx, "X25519:P-256:P-384:P-521");
    SSL_CTX_set_read_ahead(ctx, 1);
    SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_cert_verify_callback(ctx, Callbacks::verify, this);
    SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(ctx, Callbacks::keep_session);
    X509_VERIFY_PARAM* param = SSL_CTX_get0_param(ctx);
    // A certificate in --ca-file is trusted as it is, whether or not its own issuer is known.
    X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_TRUSTED_FIRST);
    // RFC 9525: the name counts only in subjectAltName, a wildcard only as a whole left-most label.
    X509_VERIFY_PARAM_set_hostflags(
        param, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
}

TlsContext::~TlsContext() = default;

Result<std::shared_ptr<TlsContext>> TlsContext::create(const TlsPolicy& policy) {
    TlsPolicy checked = policy;
    if (!policy.fingerprint.empty()) {
        TRY_LET(auto fingerprint, parse_fingerprint(policy.fingerprint));
        checked.fingerprint = std::move(fingerprint);
    }
    // The system's openssl.cnf is for programs that share the system's OpenSSL: it may name modules that a
    // statically linked one cannot load, and what it would set is set above. Its tables are the system's to
    // take back when the process ends: a fourteenth of a short run went into freeing them one by one.
    OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, nullptr);
    std::shared_ptr<TlsContext> context(new TlsContext(std::move(checked)));
    TRY(context->load_authorities());
    return context;
}

Result<void> TlsContext::load_authorities() {
    if (policy_.insecure || !policy_.fingerprint.empty()) return {};
    if (!policy_.ca_only) add_system_authorities(SSL_CTX_get_cert_store(context_.get()));
    if (policy_.ca_file.empty()) return {};
    const bool loaded = load_named_authorities(context_.get(), policy_.ca_file);
    ERR_clear_error();
    if (loaded) return {};
    Error error{ExitCode::usage, "cannot use --ca-file " + shown_text(policy_.ca_file), {}, {}};
    const char* const path = policy_.ca_file.c_str();
    error.why = is_directory(path) ? "no file in it holds a certificate in PEM form"
                : exists(path)     ? "it cannot be read or holds no certificate in PEM form"
                                   : "there is no such file";
    error.hint = is_directory(path) ? "ls -l " + shown_text(policy_.ca_file)
                                    : "openssl x509 -noout -subject -in " + shown_text(policy_.ca_file);
    return error;
}

SslPointer TlsContext::connection(const std::string& host, Verdict& verdict) {
    SslPointer ssl(SSL_new(context_.get()));
    if (!ssl) throw std::bad_alloc();
    SSL_set_app_data(ssl.get(), &verdict);
    SSL_set_connect_state(ssl.get());
    const std::string name =
        host.substr(0, host.find('%'));  // a zone is no part of the address in a certificate
    if (is_address(name)) {
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl.get()), name.c_str());
    } else {
        SSL_set1_host(ssl.get(), name.c_str());
        SSL_set_tlsext_host_name(ssl.get(), name.c_str());
    }
    if (!sessions_.empty() && !verdict.keep_leaf) {
        SSL_set_session(ssl.get(), sessions_.back().get());
        // A ticket of TLS 1.3 is for one use (RFC 8446 C.4).
        if (SSL_SESSION_get_protocol_version(sessions_.back().get()) == TLS1_3_VERSION) sessions_.pop_back();
    }
    return ssl;
}

}  // namespace rasctl::http
