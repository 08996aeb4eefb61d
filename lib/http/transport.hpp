// A stream of bytes to the other side: TCP, and TLS on it once start_tls() succeeded; inside the TLS of a
// proxy when it is called once more.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
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
    bool answered = false;  // of a write: stopped because the other side answers instead of reading on
};

// Drives OpenSSL itself instead of boost::asio::ssl: that initialises OpenSSL before main of every program
// that links it, copies every byte once more, and hides why a handshake failed.
class Transport {
  public:
    explicit Transport(boost::asio::ip::tcp::socket socket);
    ~Transport();
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;

    // The handshake as a client, through the TLS there is already if any. `ec` is of tls_category() or the
    // network's; verdict() tells about the certificate.
    boost::asio::awaitable<boost::system::error_code> start_tls(TlsContext& context, const std::string& host,
                                                                bool keep_leaf);

    // At least one byte, or asio::error::eof at a clean end, or TlsFailure::truncated at an unclean end of
    // TLS.
    boost::asio::awaitable<IoResult> read_some(char* data, std::size_t size);
    // All of it, telling the watchdog about progress. `bytes` counts what may have left. With `heed_answer`
    // it stops as soon as the other side does not read on but says something.
    boost::asio::awaitable<IoResult> write_all(std::string_view data, Watchdog& dog,
                                               bool heed_answer = false);
    // Whether the other side says something (or ends) within this time.
    boost::asio::awaitable<bool> says_something(std::chrono::milliseconds wait);

    // Ends every operation under way with operation_aborted.
    void close();
    // Says goodbye (close_notify) as far as that needs no waiting, then closes.
    void close_politely();

    // Nothing came and the other side did not close since the last answer: fit for another request.
    bool is_quiet();
    bool is_tls() const { return ssl_ != nullptr; }
    bool is_loopback() const { return is_loopback_; }
    // "TLSv1.3 TLS_AES_256_GCM_SHA384, resumed", or empty without TLS.
    std::string security() const;
    const Verdict& verdict() const { return verdict_; }

  private:
    struct Bio;
    boost::asio::awaitable<boost::system::error_code> wait_for(int ssl_error);
    // The same, or until something can be read.
    boost::asio::awaitable<boost::system::error_code> wait_for_either();
    // Bytes for the user of this stream are there, or its end is.
    bool has_input();
    void sniff(const char* data, std::size_t size);
    boost::system::error_code failure(int ssl_error);

    boost::asio::ip::tcp::socket socket_;
    Verdict verdict_;  // of the TLS that is spoken or begun last; before ssl_, which points to it
    Verdict outer_verdict_;
    SslPointer outer_;  // of the proxy, carries ssl_
    SslPointer ssl_;
    boost::system::error_code network_failure_;  // of the last read or write that OpenSSL asked for
    std::size_t sent_ = 0;                       // bytes that the operating system took
    bool is_loopback_ = false;
    bool at_end_ = false;
    bool handshaking_ = false;
    std::string first_bytes_;  // of what came, to recognise who is no TLS server
};

}  // namespace rasctl::http
