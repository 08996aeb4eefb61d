#include "http/transport.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <new>
#include <utility>

#include "http/tls_error.hpp"

namespace rasctl::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::size_t sniffed = 5;

}  // namespace

// How OpenSSL reaches the socket, or the TLS of a proxy.
struct Transport::Bio {
    static Transport& self(BIO* bio) { return *static_cast<Transport*>(BIO_get_data(bio)); }

    static int read_socket(BIO* bio, char* data, std::size_t size, std::size_t* done) {
        Transport& transport = self(bio);
        BIO_clear_retry_flags(bio);
        error_code ec;
        *done = transport.socket_.read_some(asio::buffer(data, size), ec);
        if (!ec && *done > 0) {
            if (!transport.outer_) transport.sniff(data, *done);
            return 1;
        }
        if (ec == asio::error::would_block || ec == asio::error::try_again) {
            BIO_set_retry_read(bio);
        } else if (ec == asio::error::eof) {
            transport.at_end_ = true;
        } else {
            transport.network_failure_ = ec;
        }
        return 0;
    }

    static int write_socket(BIO* bio, const char* data, std::size_t size, std::size_t* done) {
        Transport& transport = self(bio);
        BIO_clear_retry_flags(bio);
        error_code ec;
        *done = transport.socket_.write_some(asio::buffer(data, size), ec);
        transport.sent_ += *done;
        if (!ec && *done > 0) return 1;
        if (ec == asio::error::would_block || ec == asio::error::try_again) {
            BIO_set_retry_write(bio);
        } else {
            transport.network_failure_ = ec;
        }
        return 0;
    }

    // What the outer TLS waits for is what the inner waits for.
    static int not_done(BIO* bio, int result) {
        Transport& transport = self(bio);
        const int why = SSL_get_error(transport.outer_.get(), result);
        if (why == SSL_ERROR_WANT_READ) {
            BIO_set_retry_read(bio);
        } else if (why == SSL_ERROR_WANT_WRITE) {
            BIO_set_retry_write(bio);
        } else if (why == SSL_ERROR_ZERO_RETURN) {
            transport.at_end_ = true;
        } else if (!transport.at_end_ && !transport.network_failure_) {
            transport.network_failure_ = take_tls_error();
        }
        return 0;
    }

    static int read_tls(BIO* bio, char* data, std::size_t size, std::size_t* done) {
        BIO_clear_retry_flags(bio);
        const int result = SSL_read_ex(self(bio).outer_.get(), data, size, done);
        if (result != 1) return not_done(bio, result);
        self(bio).sniff(data, *done);
        return 1;
    }

    static int write_tls(BIO* bio, const char* data, std::size_t size, std::size_t* done) {
        BIO_clear_retry_flags(bio);
        const int result = SSL_write_ex(self(bio).outer_.get(), data, size, done);
        return result == 1 ? 1 : not_done(bio, result);
    }

    static long control(BIO* bio, int command, long, void*) {
        if (command == BIO_CTRL_FLUSH) return 1;
        if (command == BIO_CTRL_EOF) return self(bio).at_end_ ? 1 : 0;
        return 0;
    }

    using Method = std::unique_ptr<BIO_METHOD, void (*)(BIO_METHOD*)>;
    template <class Read, class Write>
    static Method make_method(const char* name, Read read, Write write) {
        Method method(BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, name), BIO_meth_free);
        if (!method) throw std::bad_alloc();
        BIO_meth_set_read_ex(method.get(), read);
        BIO_meth_set_write_ex(method.get(), write);
        BIO_meth_set_ctrl(method.get(), control);
        return method;
    }

    static BIO* create(Transport& transport) {
        static const Method on_socket = make_method("rasctl socket", read_socket, write_socket);
        static const Method on_tls = make_method("rasctl proxy", read_tls, write_tls);
        BIO* bio = BIO_new((transport.outer_ ? on_tls : on_socket).get());
        if (bio == nullptr) throw std::bad_alloc();
        BIO_set_data(bio, &transport);
        BIO_set_init(bio, 1);
        return bio;
    }
};

Transport::Transport(tcp::socket socket) : socket_(std::move(socket)) {
    error_code ignored;
    socket_.non_blocking(true, ignored);
    socket_.set_option(tcp::no_delay(true), ignored);
    error_code unknown;
    const auto remote = socket_.remote_endpoint(unknown);
    is_loopback_ = !unknown && remote.address().is_loopback();
}

Transport::~Transport() = default;

void Transport::close() {
    error_code ignored;
    socket_.close(ignored);
}

void Transport::close_politely() {
    if (ssl_ && socket_.is_open() && !network_failure_ && !at_end_) {
        SSL_shutdown(ssl_.get());
        if (outer_) SSL_shutdown(outer_.get());
        ERR_clear_error();
    }
    close();
}

std::string Transport::security() const {
    if (!ssl_) return {};
    const std::string text = std::string(SSL_get_version(ssl_.get())) + " " + SSL_get_cipher_name(ssl_.get());
    return SSL_session_reused(ssl_.get()) == 1 ? text + ", resumed" : text;
}

void Transport::sniff(const char* data, std::size_t size) {
    if (first_bytes_.size() < sniffed) first_bytes_.append(data, std::min(size, sniffed));
}

bool Transport::has_input() {
    char byte = 0;
    if (!ssl_) {
        error_code ec;
        socket_.receive(asio::buffer(&byte, 1), tcp::socket::message_peek, ec);
        return ec != asio::error::would_block && ec != asio::error::try_again;
    }
    // Session tickets are taken in by this and are no input.
    ERR_clear_error();
    std::size_t peeked = 0;
    const int result = SSL_peek_ex(ssl_.get(), &byte, 1, &peeked);
    const int ssl_error = result == 1 ? SSL_ERROR_NONE : SSL_get_error(ssl_.get(), result);
    ERR_clear_error();
    return ssl_error != SSL_ERROR_WANT_READ && ssl_error != SSL_ERROR_WANT_WRITE;
}

bool Transport::is_quiet() {
    if (!socket_.is_open()) return false;
    // Data as well as the server's goodbye end the connection.
    return !has_input();
}

asio::awaitable<error_code> Transport::wait_for(int ssl_error) {
    const auto direction =
        ssl_error == SSL_ERROR_WANT_WRITE ? tcp::socket::wait_write : tcp::socket::wait_read;
    error_code ec;
    co_await socket_.async_wait(direction, asio::redirect_error(asio::use_awaitable, ec));
    co_return ec;
}

asio::awaitable<error_code> Transport::wait_for_either() {
    auto [order, write_ec, read_ec] =
        co_await asio::experimental::make_parallel_group(
            socket_.async_wait(tcp::socket::wait_write, asio::deferred),
            socket_.async_wait(tcp::socket::wait_read, asio::deferred))
            .async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
    co_return order[0] == 0 ? write_ec : read_ec;
}

asio::awaitable<bool> Transport::says_something(std::chrono::milliseconds wait) {
    const auto end = std::chrono::steady_clock::now() + wait;
    asio::steady_timer timer(socket_.get_executor());
    while (!has_input()) {
        if (std::chrono::steady_clock::now() >= end) co_return false;
        timer.expires_at(end);
        co_await asio::experimental::make_parallel_group(
            socket_.async_wait(tcp::socket::wait_read, asio::deferred), timer.async_wait(asio::deferred))
            .async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
        if (!socket_.is_open()) co_return true;
    }
    co_return true;
}

error_code Transport::failure(int ssl_error) {
    const bool no_tls =
        handshaking_ && !first_bytes_.empty() && (first_bytes_[0] < 0x14 || first_bytes_[0] > 0x17);
    if (no_tls) {
        ERR_clear_error();
        return make_error_code(first_bytes_.starts_with("HTTP/") ? TlsFailure::plain_http
                                                                 : TlsFailure::not_tls);
    }
    if (network_failure_) {
        ERR_clear_error();
        return network_failure_;
    }
    if (ssl_error == SSL_ERROR_ZERO_RETURN) return asio::error::eof;
    if (at_end_) {
        ERR_clear_error();
        return make_error_code(handshaking_ ? TlsFailure::closed : TlsFailure::truncated);
    }
    const error_code failed = take_tls_error();
    // Up to TLS 1.2 a handshake that fails after the handshake is a second one: a renegotiation that we
    // declined.
    if (!handshaking_ && failed.value() == SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE &&
        SSL_version(ssl_.get()) <= TLS1_2_VERSION)
        return {SSL_R_NO_RENEGOTIATION, tls_category()};
    return failed;
}

asio::awaitable<error_code> Transport::start_tls(TlsContext& context, const std::string& host,
                                                 bool keep_leaf) {
    if (ssl_) {
        outer_verdict_ = std::exchange(verdict_, {});
        outer_ = std::move(ssl_);
        SSL_set_app_data(outer_.get(), &outer_verdict_);
        first_bytes_.clear();
    }
    verdict_.keep_leaf = keep_leaf;
    ssl_ = context.connection(host, verdict_);
    BIO* bio = Bio::create(*this);
    SSL_set_bio(ssl_.get(), bio, bio);
    handshaking_ = true;
    for (;;) {
        ERR_clear_error();
        const int result = SSL_do_handshake(ssl_.get());
        if (result == 1) break;
        const int ssl_error = SSL_get_error(ssl_.get(), result);
        if (ssl_error != SSL_ERROR_WANT_READ && ssl_error != SSL_ERROR_WANT_WRITE)
            co_return failure(ssl_error);
        const error_code ec = co_await wait_for(ssl_error);
        if (ec) co_return ec;
    }
    handshaking_ = false;
    co_return error_code();
}

asio::awaitable<IoResult> Transport::read_some(char* data, std::size_t size) {
    for (;;) {
        IoResult result;
        int wanted = SSL_ERROR_WANT_READ;
        if (ssl_) {
            ERR_clear_error();
            const int done = SSL_read_ex(ssl_.get(), data, size, &result.bytes);
            if (done == 1) co_return result;
            wanted = SSL_get_error(ssl_.get(), done);
            if (wanted != SSL_ERROR_WANT_READ && wanted != SSL_ERROR_WANT_WRITE) result.ec = failure(wanted);
        } else {
            result.bytes = socket_.read_some(asio::buffer(data, size), result.ec);
            if (!result.ec) co_return result;
            if (result.ec == asio::error::would_block || result.ec == asio::error::try_again) result.ec = {};
        }
        if (result.ec) co_return result;
        result.ec = co_await wait_for(wanted);
        if (result.ec) co_return result;
    }
}

asio::awaitable<IoResult> Transport::write_all(std::string_view data, Watchdog& dog, bool heed_answer) {
    IoResult result;
    const std::size_t sent_before = sent_;
    // A TLS record can have left in part although OpenSSL does not count it yet.
    const auto failed = [&] {
        if (result.bytes == 0 && sent_ != sent_before) result.bytes = 1;
        return result;
    };
    while (result.bytes < data.size()) {
        const std::string_view rest = data.substr(result.bytes);
        std::size_t written = 0;
        int wanted = SSL_ERROR_WANT_WRITE;
        if (ssl_) {
            ERR_clear_error();
            const int done = SSL_write_ex(ssl_.get(), rest.data(), rest.size(), &written);
            if (done != 1) {
                wanted = SSL_get_error(ssl_.get(), done);
                if (wanted != SSL_ERROR_WANT_READ && wanted != SSL_ERROR_WANT_WRITE)
                    result.ec = failure(wanted);
            }
        } else {
            written = socket_.write_some(asio::buffer(rest.data(), rest.size()), result.ec);
            sent_ += written;
            if (result.ec == asio::error::would_block || result.ec == asio::error::try_again) result.ec = {};
        }
        if (result.ec) co_return failed();
        if (written > 0) {
            result.bytes += written;
            dog.progress(written);
            continue;
        }
        if (heed_answer) {
            result.answered = has_input();
            if (result.answered) co_return failed();
            result.ec = co_await wait_for_either();
        } else {
            result.ec = co_await wait_for(wanted);
        }
        if (result.ec) co_return failed();
    }
    co_return result;
}

}  // namespace rasctl::http
