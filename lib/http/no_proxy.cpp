#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <charconv>

#include "http/host_name.hpp"
#include "http/proxy.hpp"
#include "text/ascii.hpp"
#include "text/cut.hpp"

namespace rasctl::http {
namespace {

namespace ip = boost::asio::ip;

std::optional<unsigned> port_number(std::string_view text) {
    unsigned value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || ec != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// Takes a final ":port" off; false when there is one and it is another port than the endpoint's.
bool port_fits(std::string& entry, std::uint16_t port) {
    if (entry.starts_with('[')) {
        const std::size_t close = entry.find(']');
        if (close == std::string::npos) return false;
        const std::string after = entry.substr(close + 1);
        entry = entry.substr(1, close - 1);
        return after.empty() ||
               (after.front() == ':' && port_number(std::string_view(after).substr(1)) == port);
    }
    if (std::ranges::count(entry, ':') != 1) return true;
    const std::size_t colon = entry.find(':');
    const auto wanted = port_number(std::string_view(entry).substr(colon + 1));
    entry.resize(colon);
    return wanted == port;
}

bool network_contains(const std::string& entry, const ip::address& address) {
    boost::system::error_code ec;
    if (address.is_v4()) {
        const auto network = ip::make_network_v4(entry, ec);
        if (ec) return false;
        const auto bits = [&](const ip::address_v4& a) { return a.to_uint() & network.netmask().to_uint(); };
        return bits(address.to_v4()) == bits(network.address());
    }
    const auto network = ip::make_network_v6(entry, ec);
    if (ec) return false;
    return ip::network_v6(address.to_v6(), network.prefix_length()).canonical() == network.canonical();
}

bool host_fits(std::string entry, const std::string& host) {
    boost::system::error_code ec;
    const auto address = ip::make_address(host, ec);
    if (!ec) {
        if (entry.find('/') != std::string::npos) return network_contains(entry, address);
        const auto exempt = ip::make_address(entry, ec);
        return !ec && exempt == address;
    }
    if (entry.starts_with("*.")) entry.erase(0, 2);
    if (entry.starts_with('.')) entry.erase(0, 1);
    if (entry.ends_with('.')) entry.pop_back();
    // An international name is compared in the form that goes over the wire, as the endpoint's is.
    const bool foreign =
        std::ranges::any_of(entry, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (foreign) {
        const auto wire = wire_host_name(entry, {});
        if (!wire) return false;
        entry = *wire;
    }
    return !entry.empty() && (host == entry || host.ends_with("." + entry));
}

}  // namespace

bool no_proxy_covers(std::string_view list, const Endpoint& endpoint) {
    constexpr std::string_view separators = ", \t";
    while (!list.empty()) {
        std::string entry = lower_case(cut(list, separators));
        if (entry.empty()) continue;
        if (entry == "*") return true;
        if (port_fits(entry, endpoint.port) && host_fits(entry, endpoint.host)) return true;
    }
    return false;
}

}  // namespace rasctl::http
