// The authorities that the system trusts, looked up one by one when a chain asks for them.
#pragma once

struct x509_store_st;

namespace rasctl::http {

// Lets the store find the system's authorities: those of the hashed folder, and else of the bundle, which is
// only read when the folder does not have the one that is wanted - reading it costs more than the rest of a
// request. SSL_CERT_FILE and SSL_CERT_DIR stand for the system's, as everywhere with OpenSSL. What is missing
// or cannot be read is left out.
void add_system_authorities(x509_store_st* store);

}  // namespace rasctl::http
