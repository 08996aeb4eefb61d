// A session that counts what is asked of it, for --debug.
#pragma once

#include <string_view>

#include "commands/run/context.hpp"
#include "session/session.hpp"

namespace rasctl::commands {

// Lends `real`, which must outlive it; ending it ends nothing.
class CountedSession final : public session::Session {
  public:
    explicit CountedSession(session::Session& real) : real_(real) {}

    boost::asio::awaitable<Result<http::Response>> send(http::Request request,
                                                        http::BodySink sink = {}) override;
    int known_server_version() const override { return real_.known_server_version(); }
    boost::asio::awaitable<Result<int>> server_version() override;
    std::string endpoint() const override { return real_.endpoint(); }
    boost::asio::awaitable<Result<>> close() override;

    std::size_t count() const { return count_; }
    // "rasctl: 142 requests read the farm", where --debug is on.
    void tell(Context& context, std::string_view purpose) const;

  private:
    session::Session& real_;
    std::size_t count_ = 0;
};

}  // namespace rasctl::commands
