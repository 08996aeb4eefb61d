#include "http/body_receiver.hpp"

#include <fmt/format.h>

#include <utility>

#include "http/errors.hpp"
#include "http/shown_text.hpp"
#include "text/ascii.hpp"

namespace rasctl::http {
namespace {

constexpr std::uint64_t failure_body_limit = std::uint64_t{1024} * 1024;
// A body that grows beyond this while decoding more than `bomb_ratio` times what came is taken for a
// bomb. Repetitive JSON stays below 60; deflate can reach 1032.
constexpr std::uint64_t bomb_size = std::uint64_t{8} * 1024 * 1024;
constexpr std::uint64_t bomb_ratio = 200;

std::string size_text(std::uint64_t bytes) {
    constexpr std::uint64_t mib = std::uint64_t{1024} * 1024;
    constexpr std::uint64_t gib = 1024 * mib;
    if (bytes >= 10 * gib) return fmt::format("{} GiB", bytes / gib);
    if (bytes >= mib) return fmt::format("{} MiB", bytes / mib);
    return fmt::format("{} bytes", bytes);
}

}  // namespace

BodyReceiver::BodyReceiver(const BodySink& sink, std::uint64_t limit, std::string what)
    : sink_(sink), limit_(limit), what_(std::move(what)) {}

bool BodyReceiver::refuse(std::string why, std::string hint) {
    error_ = network_error(what_, std::move(why), std::move(hint));
    return false;
}

bool BodyReceiver::begin(unsigned status, const std::vector<Header>& headers,
                         std::optional<std::uint64_t> length) {
    const bool success = status >= 200 && status < 300;
    to_sink_ = success && static_cast<bool>(sink_);
    failure_body_ = !success;
    if (failure_body_) limit_ = failure_body_limit;
    if (!to_sink_ && !failure_body_ && length && *length > limit_) {
        return refuse(fmt::format("it has {}, more than the {} that are kept in memory", size_text(*length),
                                  size_text(limit_)));
    }
    for (const auto& [name, value] : headers) {
        if (!equal_ignoring_case(name, "Content-Encoding") || value.empty() ||
            equal_ignoring_case(value, "identity")) {
            continue;
        }
        if (gzip_ || !(equal_ignoring_case(value, "gzip") || equal_ignoring_case(value, "x-gzip"))) {
            return refuse("it is encoded in a way that was not asked for (" + shown_text(value, 40) + ")");
        }
        gzip_ = std::make_unique<GzipDecoder>();
    }
    return true;
}

bool BodyReceiver::piece(std::string_view raw) {
    raw_ += raw.size();
    if (!gzip_) return decoded(raw);
    switch (gzip_->feed(raw, [this](std::string_view data) { return decoded(data); })) {
        case GzipDecoder::Status::more:
        case GzipDecoder::Status::stopped:
            break;
        case GzipDecoder::Status::broken:
            return refuse("its gzip encoding is broken");
    }
    return !error_ && !stopped_;
}

bool BodyReceiver::decoded(std::string_view data) {
    if (gzip_ && gzip_->bytes_out() > bomb_size && gzip_->bytes_out() / bomb_ratio > gzip_->bytes_in()) {
        return refuse(fmt::format("its gzip encoding swells more than {} times", bomb_ratio));
    }
    if (!to_sink_) return keep(data);
    delivered_ = true;
    const Result<bool> more = sink_(data);
    if (!more) {
        error_ = more.error();
        return false;
    }
    stopped_ = !*more;
    return !stopped_;
}

bool BodyReceiver::keep(std::string_view data) {
    if (failure_body_ && body_.size() + data.size() > limit_) {
        body_.append(data.substr(0, limit_ - body_.size()));
        stopped_ = true;
        return false;
    }
    if (body_.size() + data.size() > limit_) {
        return refuse("it has more than the " + size_text(limit_) + " that are kept in memory");
    }
    body_.append(data);
    return true;
}

bool BodyReceiver::finish() {
    // An empty body needs no gzip around it: HEAD, 204, 304 and sloppy servers.
    if (gzip_ && raw_ > 0 && !gzip_->complete()) return refuse("its gzip encoding ends too early");
    return true;
}

}  // namespace rasctl::http
