#include "http/tunnel.hpp"

#include <openssl/crypto.h>

#include <boost/beast/http/error.hpp>

#include "http/errors.hpp"
#include "http/known_secrets.hpp"
#include "http/read_buffer.hpp"
#include "http/response_parser.hpp"
#include "http/shown_text.hpp"
#include "text/ascii.hpp"

namespace rasctl::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

std::string connect_request(const Proxy& proxy, const Endpoint& endpoint) {
    const std::string place = host_and_port(endpoint);
    std::string text =
        "CONNECT " + place + " HTTP/1.1\r\nHost: " + place + "\r\nUser-Agent: rasctl/" RASCTL_VERSION "\r\n";
    if (proxy.has_credentials) text += "Proxy-Authorization: " + basic_credentials(proxy) + "\r\n";
    return text + "\r\n";
}

std::string through(const Proxy& proxy) {
    return "cannot connect through the proxy " + host_and_port(proxy);
}

Error refusal(const Proxy& proxy, const Endpoint& endpoint, const ResponseParser& answer) {
    if (answer.status() == 407) return proxy_wants_credentials(proxy, answer.headers());
    std::string why =
        "it refused to connect to " + host_and_port(endpoint) + " (" + std::to_string(answer.status());
    if (!answer.reason().empty()) why += " " + shown_text(answer.reason(), 80);
    return network_error(through(proxy), without_secrets(why + ")"),
                         "to go without it: NO_PROXY=" + endpoint.host);
}

// Reads until the header of the answer is complete.
asio::awaitable<error_code> read_header(Transport& transport, ResponseParser& parser, ReadBuffer& buffer) {
    parser.skip(true);
    while (!parser.is_header_done()) {
        const auto room = buffer.room();
        const IoResult read = co_await transport.read_some(room.data, room.size);
        if (read.ec) co_return read.ec;
        buffer.came(read.bytes);
        const std::string_view unparsed = buffer.unparsed();
        error_code ec;
        const std::size_t used = parser.feed(unparsed, ec);
        buffer.consume(used);
        if (ec && ec != boost::beast::http::error::need_more) co_return ec;
        if (ec && buffer.full()) co_return make_error_code(boost::beast::http::error::header_limit);
    }
    co_return error_code();
}

}  // namespace

Error proxy_wants_credentials(const Proxy& proxy, const std::vector<Header>& headers) {
    std::string others;
    bool basic = false;
    for (const auto& [name, value] : headers) {
        if (!equal_ignoring_case(name, "Proxy-Authenticate")) continue;
        const std::string scheme = shown_text(value.substr(0, value.find_first_of(" ,")), 30);
        basic = basic || lower_case(value).find("basic") != std::string::npos;
        if (others.find(scheme) == std::string::npos) others += (others.empty() ? "" : " or ") + scheme;
    }
    if (!others.empty() && !basic)
        return network_error(through(proxy),
                             without_secrets("it wants " + others + ", and rasctl speaks Basic only (407)"),
                             "go through a local proxy that speaks it, such as cntlm or px");
    return network_error(through(proxy),
                         proxy.has_credentials ? "it does not accept this user and password (407)"
                                               : "it wants a user and a password (407)",
                         "name them in " + proxy.origin + " as http://USER:PASSWORD@" + host_and_port(proxy));
}

asio::awaitable<Result<void>> open_tunnel(Transport& transport, const Proxy& proxy, const Endpoint& endpoint,
                                          std::chrono::milliseconds limit, Watchdog& dog) {
    const Watchdog::Guard guard(dog, Phase::tunnelling, limit, [&transport] { transport.close(); });
    if (!guard.entered()) co_return dog.error(through(proxy));
    std::string request = connect_request(proxy, endpoint);
    const IoResult written = co_await transport.write_all(request, dog);
    OPENSSL_cleanse(request.data(), request.size());
    error_code ec = written.ec;
    ResponseParser answer;
    ReadBuffer buffer;
    if (!ec) ec = co_await read_header(transport, answer, buffer);
    if (dog.tripped()) co_return dog.error(through(proxy));
    if (ec == asio::error::eof)
        co_return network_error(through(proxy), "it closed the connection without an answer");
    if (ec.category() == make_error_code(boost::beast::http::error::bad_version).category() && ec) {
        co_return network_error(through(proxy), "what it answered is not HTTP",
                                "check the proxy in " + proxy.origin);
    }
    if (ec) co_return network_error(through(proxy), sentence(ec));
    if (answer.status() < 200 || answer.status() > 299) co_return refusal(proxy, endpoint, answer);
    if (!buffer.empty()) co_return network_error(through(proxy), "it sent more than was asked for");
    co_return Result<void>();
}

}  // namespace rasctl::http
