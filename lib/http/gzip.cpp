#include "http/gzip.hpp"

#include <zlib.h>

#include <array>
#include <new>

namespace rasctl::http {

struct GzipDecoder::Stream {
    z_stream z{};
    bool member_ended = false;
    bool padding = false;  // behind the last member
    std::array<char, std::size_t{64} * 1024> piece{};
};

GzipDecoder::GzipDecoder() : stream_(std::make_unique<Stream>()) {
    constexpr int gzip_only = 16 + MAX_WBITS;
    if (inflateInit2(&stream_->z, gzip_only) != Z_OK) throw std::bad_alloc();
}

GzipDecoder::~GzipDecoder() {
    inflateEnd(&stream_->z);
}

GzipDecoder::Status GzipDecoder::feed(std::string_view input,
                                      const std::function<bool(std::string_view)>& out) {
    z_stream& z = stream_->z;
    auto& piece = stream_->piece;
    in_ += input.size();
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
    z.avail_in = static_cast<uInt>(input.size());
    for (;;) {
        if (stream_->member_ended) {
            if (z.avail_in == 0) return Status::more;
            const auto* const at = reinterpret_cast<const char*>(z.next_in);
            const std::string_view rest(at, z.avail_in);
            constexpr std::string_view fillers("\0 \r\n", 4);
            const std::size_t end = rest.find_first_not_of(fillers);
            stream_->padding = stream_->padding || end > 0;
            if (end == std::string_view::npos) return Status::more;
            if (stream_->padding) return Status::broken;
            // Further members follow each other without a sign (RFC 1952 2.2).
            if (inflateReset(&z) != Z_OK) return Status::broken;
            stream_->member_ended = false;
        }
        z.next_out = reinterpret_cast<Bytef*>(piece.data());
        z.avail_out = static_cast<uInt>(piece.size());
        const int result = inflate(&z, Z_NO_FLUSH);
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) return Status::broken;
        const std::size_t produced = piece.size() - z.avail_out;
        out_ += produced;
        if (produced > 0 && !out({piece.data(), produced})) return Status::stopped;
        if (result == Z_STREAM_END) {
            stream_->member_ended = true;
        } else if (z.avail_in == 0 && z.avail_out > 0) {
            return Status::more;
        }
    }
}

bool GzipDecoder::complete() const {
    return stream_->member_ended;
}

}  // namespace rasctl::http
