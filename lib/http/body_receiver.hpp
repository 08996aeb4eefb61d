// Where the body of a response goes: decoded, limited, kept or handed to a sink.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "error/error.hpp"
#include "http/gzip.hpp"
#include "http/message.hpp"

namespace rasctl::http {

class BodyReceiver {
  public:
    // `limit` is for a body that is kept. `what` begins every error.
    BodyReceiver(const BodySink& sink, std::uint64_t limit, std::string what);

    // The header is there. False when the body is refused; then error().
    bool begin(unsigned status, const std::vector<Header>& headers, std::optional<std::uint64_t> length);
    // A piece as it came over the wire. False when no more is wanted: stopped() or error().
    bool piece(std::string_view raw);
    // All of it came. False when what came cannot be all; then error().
    bool finish();

    std::string take_body() { return std::move(body_); }
    bool stopped() const { return stopped_; }
    bool delivered() const { return delivered_; }
    const std::optional<Error>& error() const { return error_; }
    std::uint64_t raw_bytes() const { return raw_; }

  private:
    bool refuse(std::string why, std::string hint = {});
    bool decoded(std::string_view data);
    bool keep(std::string_view data);

    const BodySink& sink_;
    std::uint64_t limit_;
    std::string what_;
    bool to_sink_ = false;
    bool failure_body_ = false;  // of a status other than 2xx: its beginning is enough
    bool stopped_ = false;
    bool delivered_ = false;
    std::uint64_t raw_ = 0;
    std::string body_;
    std::unique_ptr<GzipDecoder> gzip_;
    std::optional<Error> error_;
};

}  // namespace rasctl::http
