#include "http/response_parser.hpp"

#include <boost/beast/http/error.hpp>

namespace rasctl::http {

namespace beast = boost::beast;

ResponseParser::ResponseParser() {
    eager(true);
    header_limit(header_bytes);
    body_limit(boost::none);
}

void ResponseParser::on_response_impl(int code, string_view reason, int, error_code& ec) {
    ec = {};
    status_ = static_cast<unsigned>(code);
    reason_.assign(reason.data(), reason.size());
}

void ResponseParser::on_field_impl(beast::http::field, string_view text, string_view value, error_code& ec) {
    ec = {};
    // What follows the last chunk: nothing there may change what was decided by the header (RFC 9110 6.5.1).
    if (header_done_) return;
    if (headers_.size() >= header_fields) {
        too_many_ = true;
        ec = beast::http::error::header_limit;
        return;
    }
    headers_.emplace_back(std::string(text.data(), text.size()), std::string(value.data(), value.size()));
}

void ResponseParser::on_header_impl(error_code& ec) {
    ec = {};
    header_done_ = true;
    if (on_header && !on_header()) ec = make_error_code(boost::system::errc::operation_canceled);
}

void ResponseParser::on_body_init_impl(boost::optional<std::uint64_t> const&, error_code& ec) {
    ec = {};
}

std::size_t ResponseParser::on_body_impl(string_view piece, error_code& ec) {
    ec = {};
    if (on_piece && !on_piece({piece.data(), piece.size()})) {
        ec = make_error_code(boost::system::errc::operation_canceled);
    }
    return piece.size();
}

void ResponseParser::on_chunk_header_impl(std::uint64_t, string_view, error_code& ec) {
    ec = {};
}

std::size_t ResponseParser::on_chunk_body_impl(std::uint64_t, string_view piece, error_code& ec) {
    return on_body_impl(piece, ec);
}

void ResponseParser::on_finish_impl(error_code& ec) {
    ec = {};
}

}  // namespace rasctl::http
