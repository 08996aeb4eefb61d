// Taking gzip apart (RFC 1952) as it comes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace rasctl::http {

class GzipDecoder {
  public:
    enum class Status { more, stopped, broken };

    GzipDecoder();
    ~GzipDecoder();
    GzipDecoder(const GzipDecoder&) = delete;
    GzipDecoder& operator=(const GzipDecoder&) = delete;

    // Decodes `input` and hands what comes out to `out` in pieces of at most 64 KiB; `out` answers false to
    // stop.
    Status feed(std::string_view input, const std::function<bool(std::string_view)>& out);

    // Everything that began has ended: false after a truncated stream. Zeros, blanks and line ends behind the
    // last member are no beginning, as for gzip(1).
    bool complete() const;
    std::uint64_t bytes_in() const { return in_; }
    std::uint64_t bytes_out() const { return out_; }

  private:
    struct Stream;
    std::unique_ptr<Stream> stream_;
    std::uint64_t in_ = 0;
    std::uint64_t out_ = 0;
};

}  // namespace rasctl::http
