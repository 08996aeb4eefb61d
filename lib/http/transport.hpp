// A stream of bytes to the other side: TCP, and TLS on it once start_tls() succeeded.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "http/tls_context.hpp"
#include "http/watchdog.hpp"

struct bio_st;

namespace rasctl::http {

struct IoResult {
    boost::system::error_code ec;
    std::size_t bytes = 0;
};

// Drives OpenSSL itself instead of boost::asio::ssl: that initialises OpenSSL before main of every program
// that links it, copies every byte once more, and hides why a handshake failed.
class Transport {
  public:
    explicit Transport(boost::asio::ip::tcp::socket socket);
    ~Transport();
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;

    // The handshake as a client. `ec` is of tls_category() or the network's; verdict() tells about the
    // certificate.
    boost::asio::awaitable<boost::system::error_code> start_tls(TlsContext& context, const std::string& host,
                                                                bool keep_leaf);

    // At least one byte, or asio::error::eof at a clean end, or TlsFailure::truncated at an unclean end of
    // TLS.
    boost::asio::awaitable<IoResult> read_some(char* data, std::size_t size);
    // All of it, telling the watchdog about progress. `bytes` counts what may have left.
    boost::asio::awaitable<IoResult> write_all(std::string_view data, Watchdog& dog);

    // Ends every operation under way with operation_aborted.
    void close();
    // Says goodbye (close_notify) as far as that needs no waiting, then closes.
    void close_politely();

    // Nothing came and the other side did not close since the last answer: fit for another request.
    bool is_quiet();
    bool is_tls() const { return ssl_ != nullptr; }
    bool is_loopback() const;
    // "TLSv1.3 TLS_AES_256_GCM_SHA384, resumed", or empty without TLS.
    std::string security() const;
    const Verdict& verdict() const { return verdict_; }

  private:
    struct Bio;
    boost::asio::awaitable<boost::system::error_code> wait_for(int ssl_error);
    boost::system::error_code failure(int ssl_error);

    boost::asio::ip::tcp::socket socket_;
    Verdict verdict_;  // before ssl_, which points to it
    SslPointer ssl_;
    boost::system::error_code network_failure_;  // of the last read or write that OpenSSL asked for
    std::size_t sent_ = 0;                       // bytes that the operating system took
    bool at_end_ = false;
    bool handshaking_ = false;
    std::string first_bytes_;  // of what came, to recognise who is no TLS server
};

}  // namespace rasctl::http
