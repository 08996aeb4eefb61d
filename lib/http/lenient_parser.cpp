// How ResponseParser takes what is nearly HTTP: brought into the strict form before Beast sees it.
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <charconv>

#include "http/response_parser.hpp"
#include "text/ascii.hpp"

namespace rasctl::http {
namespace {

using Protocol = boost::beast::http::error;

// The longest first line of a chunk, extensions included.
constexpr std::size_t longest_chunk_line = std::size_t{16} * 1024;

// The next line and how many bytes it takes with its end; nothing when its end is not there yet.
struct TextLine {
    std::string_view text;
    std::size_t taken = 0;
};
std::optional<TextLine> line_of(std::string_view raw) {
    const std::size_t end = raw.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    std::string_view text = raw.substr(0, end);
    if (text.ends_with('\r')) text.remove_suffix(1);
    return TextLine{text, end + 1};
}

// "HTTP/1.1 200"
bool lacks_blank(std::string_view status_line) {
    return status_line.size() == 12 && status_line.starts_with("HTTP/1.") &&
           is_all_digits(status_line.substr(9));
}

}  // namespace

void ResponseParser::put_text(std::string_view text, error_code& ec) {
    while (!text.empty()) {
        const std::size_t used = put(boost::asio::buffer(text.data(), text.size()), ec);
        text.remove_prefix(used);
        if (ec || used == 0) return;
    }
}

std::size_t ResponseParser::feed_header(std::string_view raw, error_code& ec) {
    std::string strict;
    std::size_t taken = 0;
    for (;;) {
        const auto line = line_of(raw.substr(taken));
        if (!line) break;
        taken += line->taken;
        strict += line->text;
        if (taken == line->taken && lacks_blank(line->text)) strict += ' ';
        strict += "\r\n";
        const bool ends = line->text.empty() && taken > line->taken;
        if (!ends) continue;
        put_text(strict, ec);
        // Who refuses the body leaves Beast in the middle.
        if (!ec && !is_header_done()) ec = Protocol::bad_field;
        return taken;
    }
    const bool is_http = raw.substr(0, 5) == std::string_view("HTTP/").substr(0, raw.size());
    ec = raw.size() > header_bytes ? Protocol::header_limit : Protocol::need_more;
    // Who speaks something else may wait for us to speak: there is nothing to wait for.
    if (!is_http && raw.find('\n') != std::string_view::npos) ec = Protocol::bad_version;
    return 0;
}

std::size_t ResponseParser::feed_chunk_size(std::string_view raw, error_code& ec) {
    const auto line = line_of(raw);
    if (!line) {
        ec = raw.size() > longest_chunk_line ? Protocol::header_limit : Protocol::need_more;
        return 0;
    }
    // Extensions mean nothing to us (RFC 9112, 7.1.1).
    const std::string_view size = trimmed(line->text.substr(0, line->text.find(';')));
    const auto [end, failed] = std::from_chars(size.data(), size.data() + size.size(), chunk_left_, 16);
    const bool blank_first = line->text.starts_with(' ') || line->text.starts_with('\t');
    if (size.empty() || blank_first || failed != std::errc() || end != size.data() + size.size()) {
        ec = Protocol::bad_chunk;
        return 0;
    }
    chunk_part_ = chunk_left_ == 0 ? ChunkPart::trailers : ChunkPart::data;
    if (chunk_left_ > 0) {
        put_text((after_chunk_ ? "\r\n" : "") + std::string(size) + "\r\n", ec);
        if (ec == Protocol::need_more) ec = {};
        after_chunk_ = true;
    }
    return line->taken;
}

std::size_t ResponseParser::feed_trailer(std::string_view raw, error_code& ec) {
    const auto line = line_of(raw);
    trailer_bytes_ += line ? line->taken : 0;
    if (trailer_bytes_ > header_bytes || raw.size() > header_bytes) {
        ec = Protocol::header_limit;
    } else if (!line) {
        ec = Protocol::need_more;
    } else if (line->text.empty()) {
        // What they said changes nothing (RFC 9110, 6.5.1), so that Beast need not see them.
        put_text(after_chunk_ ? "\r\n0\r\n\r\n" : "0\r\n\r\n", ec);
    }
    return line && !ec ? line->taken : 0;
}

std::size_t ResponseParser::feed_chunks(std::string_view raw, error_code& ec) {
    std::size_t taken = 0;
    while (!ec && !is_done()) {
        const std::string_view rest = raw.substr(taken);
        if (rest.empty()) {
            ec = Protocol::need_more;
        } else if (chunk_part_ == ChunkPart::size) {
            taken += feed_chunk_size(rest, ec);
        } else if (chunk_part_ == ChunkPart::trailers) {
            taken += feed_trailer(rest, ec);
        } else if (chunk_part_ == ChunkPart::data) {
            const auto piece = static_cast<std::size_t>(std::min<std::uint64_t>(chunk_left_, rest.size()));
            put_text(rest.substr(0, piece), ec);
            if (ec == Protocol::need_more) ec = {};
            taken += piece;
            chunk_left_ -= piece;
            if (chunk_left_ == 0) chunk_part_ = ChunkPart::data_end;
        } else if (rest == "\r") {
            ec = Protocol::need_more;
        } else if (rest.starts_with("\r\n") || rest.starts_with('\n')) {
            taken += rest.front() == '\r' ? 2 : 1;
            chunk_part_ = ChunkPart::size;
        } else {
            ec = Protocol::bad_chunk;
        }
    }
    return taken;
}

std::size_t ResponseParser::feed(std::string_view raw, error_code& ec) {
    ec = {};
    if (!is_header_done()) return feed_header(raw, ec);
    if (chunked()) return feed_chunks(raw, ec);
    return put(boost::asio::buffer(raw.data(), raw.size()), ec);
}

}  // namespace rasctl::http
