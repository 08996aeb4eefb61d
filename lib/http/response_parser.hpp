// The bytes of one HTTP/1 response, taken apart.
#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.hpp"

namespace rasctl::http {

// Beast's parser (RFC 9112: lengths, contradictions refused) that keeps the header and hands the body on
// piece by piece without a copy. feed() is as lenient as curl where that is safe, because a line cannot be
// taken for two: line ends of LF alone, no blank behind the status code, blanks behind the size of a chunk.
class ResponseParser final : public boost::beast::http::basic_parser<false> {
  public:
    static constexpr std::uint32_t header_bytes = 64 * 1024;
    static constexpr std::size_t header_fields = 200;

    // Called once when the header is complete, before any piece; false refuses the body.
    std::function<bool()> on_header;
    // false: no more of the body is wanted; put() then fails with operation_canceled.
    std::function<bool(std::string_view)> on_piece;

    ResponseParser();

    // Takes what came and says how much of it was used; the rest must come again with more behind it. `ec` is
    // need_more when there is too little.
    std::size_t feed(std::string_view raw, boost::beast::error_code& ec);

    unsigned status() const { return status_; }
    const std::string& reason() const { return reason_; }
    const std::vector<Header>& headers() const { return headers_; }
    std::vector<Header> take_headers() { return std::move(headers_); }
    bool too_many_fields() const { return too_many_; }

  private:
    using string_view = boost::beast::string_view;
    using error_code = boost::beast::error_code;

    void on_request_impl(boost::beast::http::verb, string_view, string_view, int, error_code&) override {}
    void on_response_impl(int code, string_view reason, int version, error_code& ec) override;
    void on_field_impl(boost::beast::http::field name, string_view text, string_view value,
                       error_code& ec) override;
    void on_header_impl(error_code& ec) override;
    void on_body_init_impl(boost::optional<std::uint64_t> const& length, error_code& ec) override;
    std::size_t on_body_impl(string_view piece, error_code& ec) override;
    void on_chunk_header_impl(std::uint64_t size, string_view extensions, error_code& ec) override;
    std::size_t on_chunk_body_impl(std::uint64_t left, string_view piece, error_code& ec) override;
    void on_finish_impl(error_code& ec) override;

    enum class ChunkPart { size, data, data_end, trailers };

    std::size_t feed_header(std::string_view raw, error_code& ec);
    std::size_t feed_chunks(std::string_view raw, error_code& ec);
    std::size_t feed_chunk_size(std::string_view raw, error_code& ec);
    std::size_t feed_trailer(std::string_view raw, error_code& ec);
    void put_text(std::string_view text, error_code& ec);

    ChunkPart chunk_part_ = ChunkPart::size;
    std::uint64_t chunk_left_ = 0;
    std::size_t trailer_bytes_ = 0;
    bool after_chunk_ = false;
    unsigned status_ = 0;
    std::string reason_;
    std::vector<Header> headers_;
    bool header_done_ = false;
    bool too_many_ = false;
};

}  // namespace rasctl::http
