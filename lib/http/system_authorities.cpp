#include "http/system_authorities.hpp"

#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <new>
#include <string>
#include <system_error>

namespace rasctl::http {
namespace {

// Where other systems than the one OpenSSL was built for keep their authorities.
constexpr std::array bundles{"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
                             "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
                             "/usr/local/share/certs/ca-root-nss.crt"};

bool exists(const std::string& path) {
    std::error_code ignored;
    return std::filesystem::exists(path, ignored);
}

std::string bundle_path() {
    if (const char* named = std::getenv(X509_get_default_cert_file_env())) return named;
    if (std::getenv(X509_get_default_cert_dir_env()) != nullptr || exists(X509_get_default_cert_file()))
        return X509_get_default_cert_file();
    for (const char* bundle : bundles)
        if (exists(bundle)) return bundle;
    return {};
}

// What one lookup knows: the bundle, until it has been read.
struct Bundle {
    std::string path;
};

Bundle* bundle_of(X509_LOOKUP* lookup) {
    return static_cast<Bundle*>(X509_LOOKUP_get_method_data(lookup));
}

void forget(X509_LOOKUP* lookup) {
    delete bundle_of(lookup);
    X509_LOOKUP_set_method_data(lookup, nullptr);
}

// Called when neither the store nor the lookups before this one have the authority.
int find_in_bundle(X509_LOOKUP* lookup, X509_LOOKUP_TYPE type, const X509_NAME* name, X509_OBJECT* found) {
    Bundle* bundle = bundle_of(lookup);
    if (type != X509_LU_X509 || bundle == nullptr || bundle->path.empty()) return 0;
    X509_STORE* store = X509_LOOKUP_get_store(lookup);
    X509_STORE_load_file(store, bundle->path.c_str());
    ERR_clear_error();
    // From now on the store has them all.
    bundle->path.clear();
    X509_STORE_lock(store);
    X509_OBJECT* held = X509_OBJECT_retrieve_by_subject(X509_STORE_get0_objects(store), type, name);
    X509* certificate = held == nullptr ? nullptr : X509_OBJECT_get0_X509(held);
    const int done = certificate != nullptr && X509_OBJECT_set1_X509(found, certificate) == 1 ? 1 : 0;
    // Who asks a lookup counts its own reference (OpenSSL 3.0, crypto/x509/x509_lu.c); the store keeps it
    // meanwhile.
    if (done == 1) X509_free(certificate);
    X509_STORE_unlock(store);
    return done;
}

struct MethodFree {
    void operator()(X509_LOOKUP_METHOD* method) const { X509_LOOKUP_meth_free(method); }
};

X509_LOOKUP_METHOD* bundle_lookup() {
    static const std::unique_ptr<X509_LOOKUP_METHOD, MethodFree> method = [] {
        std::unique_ptr<X509_LOOKUP_METHOD, MethodFree> made(X509_LOOKUP_meth_new("bundle, read when asked"));
        if (!made) throw std::bad_alloc();
        X509_LOOKUP_meth_set_free(made.get(), forget);
        X509_LOOKUP_meth_set_get_by_subject(made.get(), find_in_bundle);
        return made;
    }();
    return method.get();
}

}  // namespace

void add_system_authorities(X509_STORE* store) {
    if (X509_LOOKUP* folder = X509_STORE_add_lookup(store, X509_LOOKUP_hash_dir()))
        X509_LOOKUP_add_dir(folder, nullptr, X509_FILETYPE_DEFAULT);
    if (X509_LOOKUP* bundle = X509_STORE_add_lookup(store, bundle_lookup()))
        X509_LOOKUP_set_method_data(bundle, std::make_unique<Bundle>(bundle_path()).release());
    ERR_clear_error();
}

}  // namespace rasctl::http
