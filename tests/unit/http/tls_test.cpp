// Who is trusted, and what is said of who is not.
#include <openssl/ssl.h>

#include <catch2/catch.hpp>

#include "test_client.hpp"
#include "test_identity.hpp"
#include "test_server.hpp"

using namespace rasctl;
using namespace rasctl::http;
using namespace rasctl::http::test;

namespace {

void answer_everything(Peer& peer, int) {
    while (!peer.read_request().empty()) peer.send(ok("x"));
}

std::string why(const Result<Response>& result) {
    return result ? "answered" : result.error().why;
}

Identity authority() {
    CertificateSpec spec;
    spec.common_name = "Test Authority";
    spec.authority = true;
    return Identity(spec);
}

// How a client that trusts `ca` takes a server with this certificate.
Result<Response> visit(const std::shared_ptr<SSL_CTX>& server_side, const TlsPolicy& policy,
                       const std::string& host = "127.0.0.1") {
    TestServer server(answer_everything, server_side.get());
    ClientOptions options = quick_options();
    options.tls = policy;
    TestClient client(tls_endpoint(server.port(), host), options);
    return client.get();
}

struct Trust {
    Identity ca = authority();
    TemporaryFile file{ca.pem()};
    TlsPolicy policy{file.path(), "", false};

    std::string judge(const CertificateSpec& spec, const std::string& host = "127.0.0.1") const {
        const Identity server(spec, &ca);
        return why(visit(server.server(), policy, host));
    }
};

}  // namespace

TEST_CASE("a certificate of a trusted authority is accepted for its names and addresses") {
    const Trust trust;
    CHECK(trust.judge({}) == "answered");
    CHECK(trust.judge({}, "localhost") == "answered");
    CertificateSpec wild;
    wild.names = {"DNS:*.localhost"};
    CHECK(trust.judge(wild, "127.0.0.1") == "its certificate is not for 127.0.0.1 but for *.localhost");
    CHECK(trust.judge(wild, "localhost") == "its certificate is not for localhost but for *.localhost");
}

TEST_CASE("why a certificate is not accepted is said in one line") {
    const Trust trust;
    CertificateSpec spec;
    spec.names = {"DNS:other.example", "IP:10.0.0.1", "IP:fd00::1"};
    CHECK(trust.judge(spec) ==
          "its certificate is not for 127.0.0.1 but for other.example, 10.0.0.1, fd00::1");
    spec.names = {};
    spec.common_name = "127.0.0.1";
    CHECK(trust.judge(spec) ==
          "its certificate is not for 127.0.0.1 but for no host name (only the subject CN=127.0.0.1)");
    spec = {};
    spec.not_before = -48 * 3600;
    spec.not_after = -24 * 3600;
    CHECK(trust.judge(spec).starts_with("its certificate expired on 20"));
    spec = {};
    spec.not_before = 24 * 3600;
    spec.not_after = 48 * 3600;
    CHECK(trust.judge(spec).starts_with("its certificate is not valid before 20"));
    spec = {};
    spec.rsa_bits = 1024;
    CHECK(trust.judge(spec) == "its certificate has a key that is too weak (RSA 1024)");
}

TEST_CASE("unknown issuers are named") {
    const Trust trust;
    CHECK(why(visit(Identity({}).server(), trust.policy)) == "its certificate is self-signed");
    CertificateSpec spec;
    spec.common_name = "Stranger";
    spec.authority = true;
    const Identity stranger(spec);
    const Identity leaf({}, &stranger);
    CHECK(why(visit(leaf.server(), trust.policy)) ==
          "its certificate was issued by CN=Stranger, which is not known here");
    CHECK(why(visit(leaf.server({&stranger}), trust.policy)) ==
          "its chain ends in an authority that is not trusted here, CN=Stranger");
    spec.common_name = "Between";
    const Identity between(spec, &trust.ca);
    const Identity below({}, &between);
    CHECK(why(visit(below.server(), trust.policy)) ==
          "its certificate was issued by CN=Between, which is not known here");
    CHECK(why(visit(below.server({&between}), trust.policy)) == "answered");
    CHECK(why(visit(Identity({}, &stranger).server(), TlsPolicy{})) ==
          "its certificate was issued by CN=Stranger, which is not known here");
}

TEST_CASE("a self-signed certificate is accepted by file, by pin and by wish") {
    CertificateSpec spec;
    spec.names = {"DNS:elsewhere.example"};
    spec.not_after = -1800;
    const Identity strange(spec);
    const Identity proper({});
    const TemporaryFile file(proper.pem());
    CHECK(why(visit(proper.server(), TlsPolicy{file.path(), "", false})) == "answered");
    CHECK(why(visit(strange.server(), TlsPolicy{"", strange.fingerprint(), false})) == "answered");
    CHECK(why(visit(strange.server(), TlsPolicy{"", "", true})) == "answered");
    const auto changed = visit(strange.server(), TlsPolicy{"", proper.fingerprint(), false});
    REQUIRE(!changed);
    CHECK(changed.error().why == "its certificate is not the one that was pinned");
    CHECK(changed.error().exit_code == ExitCode::network);
    CHECK(changed.error().details ==
          std::vector<std::string>{"pinned " + proper.fingerprint(), "shown  " + strange.fingerprint()});
}

TEST_CASE("a file of authorities that cannot be used is a mistake of use") {
    const Identity server({});
    const TemporaryFile empty("nothing here");
    const auto missing = visit(server.server(), TlsPolicy{"/no/such/file", "", false});
    CHECK(why(missing) == "there is no such file");
    CHECK(missing.error().exit_code == ExitCode::usage);
    CHECK(why(visit(server.server(), TlsPolicy{empty.path(), "", false})) ==
          "it cannot be read or holds no certificate in PEM form");
}

TEST_CASE("an IPv6 address is checked against the certificate") {
    const Trust trust;
    CertificateSpec spec;
    spec.names = {"IP:::1"};
    const Identity identity(spec, &trust.ca);
    const auto context = identity.server();
    TestServer server(answer_everything, context.get(), "::1");
    ClientOptions options = quick_options();
    options.tls = trust.policy;
    TestClient client(tls_endpoint(server.port(), "::1"), options);
    CHECK(why(client.get()) == "answered");
}

TEST_CASE("only TLS 1.2 and 1.3 are spoken") {
    const Trust trust;
    const Identity identity({}, &trust.ca);
    const auto old = identity.server();
    SSL_CTX_set_max_proto_version(old.get(), TLS1_1_VERSION);
    CHECK(why(visit(old, trust.policy)) ==
          "the server offers no TLS version that is still safe (1.2 or 1.3)");
    const auto twelve = identity.server();
    SSL_CTX_set_max_proto_version(twelve.get(), TLS1_2_VERSION);
    CHECK(why(visit(twelve, trust.policy)) == "answered");
    const auto no_cipher = identity.server();
    SSL_CTX_set_max_proto_version(no_cipher.get(), TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(no_cipher.get(), "ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0");
    CHECK(why(visit(no_cipher, trust.policy)).find("no common cipher") != std::string::npos);
}

TEST_CASE("a client certificate that is demanded is told") {
    const Trust trust;
    const Identity identity({}, &trust.ca);
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        const auto context = identity.server();
        SSL_CTX_set_max_proto_version(context.get(), version);
        SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
        CHECK(why(visit(context, trust.policy)).find("client certificate") != std::string::npos);
    }
}

TEST_CASE("the server is told by what name it is wanted") {
    const Trust trust;
    const Identity identity({}, &trust.ca);
    const auto context = identity.server();
    std::string wanted;
    TestServer server(
        [&](Peer& peer, int) {
            const char* name = SSL_get_servername(peer.tls(), TLSEXT_NAMETYPE_host_name);
            wanted = name == nullptr ? "" : name;
            answer_everything(peer, 0);
        },
        context.get());
    ClientOptions options = quick_options();
    options.tls = trust.policy;
    {
        TestClient client(tls_endpoint(server.port(), "localhost"), options);
        CHECK(why(client.get()) == "answered");
    }
    CHECK(wanted == "localhost");
}

TEST_CASE("plain HTTP, or anything else, on the port is recognised") {
    for (const auto& [greeting, expected] :
         {std::pair<std::string, std::string>{"HTTP/1.1 400 Bad Request\r\n\r\n",
                                              "the server speaks plain HTTP on this port, not TLS"},
          {"SSH-2.0-x\r\n", "the server's answer is not TLS"},
          {"", "the server closed the connection during the TLS handshake"}}) {
        TestServer server([&, text = greeting](Peer& peer, int) {
            peer.send(text);
            peer.cut();
            if (!text.empty()) peer.wait_for_close();
        });
        ClientOptions options = quick_options();
        options.retry.max_retries = 0;
        TestClient client(tls_endpoint(server.port()), options);
        const std::string told = why(client.get());
        INFO(told);
        // Who closes at once may be noticed by a reset first.
        const bool expected_or_reset =
            told == expected || (greeting.empty() && told.starts_with("connection "));
        CHECK(expected_or_reset);
    }
}

TEST_CASE("an answer that ends with the connection must end with a goodbye") {
    const Identity identity({});
    const auto context = identity.server();
    for (const bool cut : {false, true}) {
        TestServer server(
            [cut](Peer& peer, int) {
                peer.read_request();
                peer.send("HTTP/1.1 200 OK\r\n\r\nhello");
                if (cut) peer.cut();
            },
            context.get());
        ClientOptions options = quick_options();
        options.retry.max_retries = 0;
        options.tls.insecure = true;
        TestClient client(tls_endpoint(server.port()), options);
        CHECK(why(client.get()) ==
              (cut ? "the connection was cut before the server's goodbye (close_notify)" : "answered"));
    }
}

TEST_CASE("a TLS connection is kept, and its session resumed on the next one") {
    const Identity identity({});
    const auto context = identity.server();
    std::atomic<int> resumed{0};
    TestServer server(
        [&](Peer& peer, int) {
            resumed += SSL_session_reused(peer.tls());
            for (int i = 0; i < 2; ++i) {
                if (peer.read_request().empty()) return;
                peer.send(ok("x"));
            }
        },
        context.get());
    ClientOptions options = quick_options();
    options.tls.fingerprint = identity.fingerprint();
    TestClient client(tls_endpoint(server.port()), options);
    for (int i = 0; i < 6; ++i) CHECK(why(client.get()) == "answered");
    CHECK(server.connections() == 3);
    CHECK(resumed == 2);
}

TEST_CASE("a certificate is fetched for a look, trusted or not") {
    CertificateSpec spec;
    spec.common_name = "Farm\x1b[31m";
    spec.not_after = -1800;
    const Identity identity(spec);
    const auto context = identity.server();
    TestServer server([](Peer& peer, int) { peer.wait_for_close(); }, context.get());
    const auto certificate = certificate_of(tls_endpoint(server.port()));
    REQUIRE(certificate.has_value());
    CHECK(certificate->fingerprint == identity.fingerprint());
    CHECK(certificate->subject.starts_with("CN=Farm"));
    CHECK(certificate->subject.find('\x1b') == std::string::npos);
    CHECK(certificate->self_signed);
    CHECK(certificate->names == std::vector<std::string>{"localhost", "127.0.0.1"});
    CHECK(certificate->not_before < certificate->not_after);

    CHECK(certificate_of(plain_endpoint(server.port())).error().exit_code == ExitCode::usage);
    CHECK(certificate_of(tls_endpoint(closed_port())).error().why == "connection refused");
}
