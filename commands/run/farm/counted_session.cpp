#include "commands/run/farm/counted_session.hpp"

#include <fmt/format.h>

#include "commands/run/account/open_session.hpp"

namespace rasctl::commands {

namespace asio = boost::asio;

asio::awaitable<Result<http::Response>> CountedSession::send(http::Request request, http::BodySink sink) {
    ++count_;
    co_return co_await real_.send(std::move(request), std::move(sink));
}

asio::awaitable<Result<int>> CountedSession::server_version() {
    co_return co_await real_.server_version();
}

asio::awaitable<Result<>> CountedSession::close() {
    co_return Result<>{};
}

void CountedSession::tell(Context& context, std::string_view purpose) const {
    if (const auto debug = debug_on(context))
        debug(fmt::format("rasctl: {} {} {}", count_, count_ == 1 ? "request" : "requests", purpose));
}

}  // namespace rasctl::commands
