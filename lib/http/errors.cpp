#include "http/errors.hpp"

#include <boost/asio/error.hpp>
#include <boost/beast/http/error.hpp>
#include <string_view>
#include <utility>

#include "http/tls_error.hpp"

namespace rasctl::http {
namespace {

using boost::system::error_code;
namespace errc = boost::system::errc;
using Protocol = boost::beast::http::error;

std::string_view system_clause(const error_code& code) {
    switch (static_cast<errc::errc_t>(code.value())) {
        case errc::connection_refused:
            return "connection refused";
        case errc::connection_reset:
            return "connection reset by the other side";
        case errc::connection_aborted:
            return "connection aborted";
        case errc::broken_pipe:
            return "connection closed by the other side";
        case errc::not_connected:
            return "the connection is gone";
        case errc::network_unreachable:
            return "network unreachable";
        case errc::network_down:
            return "the network is down";
        case errc::network_reset:
            return "connection reset by the network";
        case errc::host_unreachable:
            return "no route to the host";
        case errc::timed_out:
            return "no answer on the network";
        case errc::address_not_available:
            return "this machine has no address for that network";
        case errc::address_family_not_supported:
            return "this machine does not have that kind of network";
        case errc::permission_denied:
        case errc::operation_not_permitted:
            return "forbidden by this machine (firewall or sandbox)";
        case errc::too_many_files_open:
        case errc::too_many_files_open_in_system:
            return "too many open files";
        case errc::not_enough_memory:
        case errc::no_buffer_space:
            return "out of memory";
        case errc::operation_canceled:
            return "interrupted";
        case errc::no_protocol_option:
        case errc::protocol_error:
            return "network protocol error";
        default:
            return {};
    }
}

std::string_view resolver_clause(const error_code& code) {
    namespace asio = boost::asio::error;
    if (code == asio::host_not_found) return "no such host";
    if (code == asio::no_data) return "the host has no address";
    if (code == asio::host_not_found_try_again) return "the name server does not answer";
    if (code == asio::no_recovery) return "the name server refused the question";
    return "the host name cannot be looked up";
}

std::string_view protocol_clause(const error_code& code) {
    switch (static_cast<Protocol>(code.value())) {
        case Protocol::end_of_stream:
            return "connection closed without an answer";
        case Protocol::partial_message:
            return "the answer ends too early";
        case Protocol::buffer_overflow:
        case Protocol::header_limit:
            return "the answer's header is too big";
        case Protocol::bad_version:
        case Protocol::bad_line_ending:
            return "the answer is not HTTP";
        case Protocol::bad_status:
        case Protocol::bad_reason:
            return "the answer's status line is broken";
        case Protocol::bad_field:
        case Protocol::bad_value:
        case Protocol::bad_obs_fold:
            return "the answer has a broken header";
        case Protocol::bad_content_length:
            return "the answer's Content-Length is broken or contradicts its encoding";
        case Protocol::multiple_content_length:
            return "the answer has several Content-Lengths that differ";
        case Protocol::bad_transfer_encoding:
            return "the answer's Transfer-Encoding is broken or contradicts its Content-Length";
        case Protocol::bad_chunk:
        case Protocol::bad_chunk_extension:
            return "the answer's chunks are broken";
        default:
            return "the answer is broken HTTP";
    }
}

}  // namespace

std::string sentence(const error_code& code) {
    if (code.category() == tls_category()) return tls_sentence(code.value());
    if (code.category() == boost::asio::error::get_netdb_category() ||
        code.category() == boost::asio::error::get_addrinfo_category()) {
        return std::string(resolver_clause(code));
    }
    if (code == boost::asio::error::eof) return "connection closed by the other side";
    if (code.category() == make_error_code(Protocol::bad_version).category()) {
        return std::string(protocol_clause(code));
    }
    if (code.category() == boost::system::system_category() ||
        code.category() == boost::system::generic_category()) {
        if (const auto clause = system_clause(code); !clause.empty()) return std::string(clause);
        return "the operating system says: " + code.message();
    }
    return "an unknown failure";
}

bool is_connection_loss(const error_code& code) {
    if (code.category() == tls_category()) {
        return code == make_error_code(TlsFailure::truncated) || code == make_error_code(TlsFailure::closed);
    }
    return code == errc::connection_reset || code == errc::connection_aborted || code == errc::broken_pipe ||
           code == errc::not_connected || code == errc::network_reset || code == boost::asio::error::eof ||
           code == make_error_code(Protocol::end_of_stream) ||
           code == make_error_code(Protocol::partial_message);
}

Error network_error(std::string what, std::string why, std::string hint) {
    Error error;
    error.exit_code = ExitCode::network;
    error.what = std::move(what);
    error.why = std::move(why);
    error.hint = std::move(hint);
    return error;
}

}  // namespace rasctl::http
