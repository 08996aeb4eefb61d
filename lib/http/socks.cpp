#include "http/socks.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <string>
#include <string_view>

#include "http/errors.hpp"
#include "http/resolve.hpp"
#include "terminal/secret.hpp"

namespace rasctl::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr char version = 5;
constexpr char without_credentials = 0;
constexpr char with_password = 2;
constexpr unsigned char no_method = 0xff;

std::string through(const Proxy& proxy) {
    return "cannot connect through the proxy " + host_and_port(proxy);
}

// RFC 1928, 6.
std::string_view reply_clause(unsigned char reply) {
    switch (reply) {
        case 1:
            return "it failed";
        case 2:
            return "its rules forbid the connection";
        case 3:
            return "the network is unreachable from there";
        case 4:
            return "the host is unreachable from there";
        case 5:
            return "the connection was refused";
        case 6:
            return "the connection took too long there";
        case 7:
            return "it does not connect anybody";
        case 8:
            return "it does not know that kind of address";
        default:
            return "it refused";
    }
}

template <class Bytes>
void append_address(std::string& text, char kind, const Bytes& bytes) {
    text += kind;
    for (const unsigned char byte : bytes) text += static_cast<char>(byte);
}

void append_address(std::string& text, const asio::ip::address& address) {
    constexpr char ipv4 = 1, ipv6 = 4;
    if (address.is_v4()) return append_address(text, ipv4, address.to_v4().to_bytes());
    append_address(text, ipv6, address.to_v6().to_bytes());
}

class Socks {
  public:
    Socks(Transport& transport, const Proxy& proxy, const Endpoint& endpoint, Watchdog& dog)
        : transport_(transport), proxy_(proxy), endpoint_(endpoint), dog_(dog) {}

    asio::awaitable<Result<void>> open(const std::string& address) {
        Result<void> greeted = co_await greet();
        if (!greeted) co_return greeted;
        std::string request{version, 1, 0};
        request += address;
        request += static_cast<char>(endpoint_.port >> 8);
        request += static_cast<char>(endpoint_.port & 0xff);
        Result<std::string> reply = co_await ask(request, 4);
        if (!reply) co_return reply.error();
        const auto code = static_cast<unsigned char>((*reply)[1]);
        if ((*reply)[0] != version) co_return not_socks();
        if (code != 0)
            co_return failed(std::string(reply_clause(code)) + ": " + host_and_port(endpoint_),
                             "to go without it: NO_PROXY=" + endpoint_.host);
        co_return co_await skip_bound_address((*reply)[3]);
    }

    Error failed(std::string why, std::string hint = {}) const {
        return network_error(through(proxy_), std::move(why), std::move(hint));
    }

  private:
    Error not_socks() const {
        return failed("what it answered is not SOCKS 5", "check the proxy in " + proxy_.origin);
    }

    asio::awaitable<Result<void>> greet() {
        std::string methods{version, 1, without_credentials};
        if (proxy_.has_credentials) methods = {version, 2, without_credentials, with_password};
        Result<std::string> chosen = co_await ask(methods, 2);
        if (!chosen) co_return chosen.error();
        if ((*chosen)[0] != version) co_return not_socks();
        if ((*chosen)[1] == without_credentials) co_return Result<void>();
        if ((*chosen)[1] == with_password && proxy_.has_credentials) co_return co_await give_password();
        const bool none = static_cast<unsigned char>((*chosen)[1]) == no_method;
        co_return failed(
            none && !proxy_.has_credentials ? "it wants a user and a password"
                                            : "it wants another kind of credentials than a password",
            "name them in " + proxy_.origin + " as socks5h://USER:PASSWORD@" + host_and_port(proxy_));
    }

    asio::awaitable<Result<void>> give_password() {
        std::string words;
        words.reserve(3 + proxy_.user.size() + proxy_.password.size());
        words += char(1);
        words += static_cast<char>(proxy_.user.size());
        words += proxy_.user;
        words += static_cast<char>(proxy_.password.size());
        words += proxy_.password;
        Result<std::string> verdict = co_await ask(words, 2);
        terminal::cleanse(words);
        if (!verdict) co_return verdict.error();
        if ((*verdict)[1] == 0) co_return Result<void>();
        co_return failed("it does not accept this user and password", "check them in " + proxy_.origin);
    }

    asio::awaitable<Result<void>> skip_bound_address(char kind) {
        std::size_t size = kind == 1 ? 4 : kind == 4 ? 16 : 0;
        if (size == 0) {
            if (kind != 3) co_return not_socks();
            Result<std::string> length = co_await read(1);
            if (!length) co_return length.error();
            size = static_cast<unsigned char>((*length)[0]);
        }
        constexpr std::size_t port = 2;
        Result<std::string> rest = co_await read(size + port);
        if (!rest) co_return rest.error();
        co_return Result<void>();
    }

    asio::awaitable<Result<std::string>> ask(std::string_view words, std::size_t answer_size) {
        const IoResult written = co_await transport_.write_all(words, dog_);
        if (written.ec) co_return failure(written.ec);
        co_return co_await read(answer_size);
    }

    // No byte more: what follows is the farm's.
    asio::awaitable<Result<std::string>> read(std::size_t size) {
        std::string bytes(size, '\0');
        for (std::size_t done = 0; done < size;) {
            const IoResult got = co_await transport_.read_some(bytes.data() + done, size - done);
            if (got.ec) co_return failure(got.ec);
            done += got.bytes;
        }
        co_return bytes;
    }

    Error failure(const error_code& ec) const {
        if (dog_.tripped()) return dog_.error(through(proxy_));
        if (ec == asio::error::eof)
            return failed("it closed the connection without an answer",
                          "check the proxy in " + proxy_.origin);
        return failed(sentence(ec));
    }

    Transport& transport_;
    const Proxy& proxy_;
    const Endpoint& endpoint_;
    Watchdog& dog_;
};

}  // namespace

asio::awaitable<Result<void>> open_socks(Transport& transport, const Proxy& proxy, const Endpoint& endpoint,
                                         std::chrono::milliseconds limit, Watchdog& dog) {
    Socks socks(transport, proxy, endpoint, dog);
    std::string address;
    if (is_address(endpoint.host)) {
        append_address(address, asio::ip::make_address(endpoint.host));
    } else if (proxy.kind == ProxyKind::socks5h) {
        constexpr char name = 3;
        address += name;
        address += static_cast<char>(endpoint.host.size());  // at most 253 (host_name.cpp)
        address += endpoint.host;
    } else {
        const Resolution found = co_await resolve(endpoint.host, endpoint.port, limit, dog);
        if (dog.tripped()) co_return dog.error(through(proxy));
        if (found.ec || found.addresses.empty())
            co_return socks.failed(endpoint.host + ": " + sentence(found.ec),
                                   "let the proxy look it up: socks5h:// instead of socks5://");
        append_address(address, found.addresses.front().address());
    }
    const Watchdog::Guard guard(dog, Phase::tunnelling, limit, [&transport] { transport.close(); });
    if (!guard.entered()) co_return dog.error(through(proxy));
    Result<void> opened = co_await socks.open(address);
    co_return opened;
}

}  // namespace rasctl::http
