// A farm that counts: logons, logoffs, and who got in with what.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "../http/test_server.hpp"

namespace rasctl::session::test {

class FarmServer {
  public:
    FarmServer();

    std::uint16_t port() const { return server_->port(); }
    std::string url() const;
    // A token that is valid as if somebody had logged on.
    void grant(const std::string& token);
    // No token is taken any more, not even a new one.
    void refuse_every_token();
    // Answers GET /api/WebService/version with 404, as versions before 20 do.
    void hide_version();

    int logons() const;  // accepted
    int refused_logons() const;
    int logoffs() const;
    int answered() const;  // requests that were let in
    int version_requests() const;
    // Requests without the service's Content-Type.
    int wrong_types() const;

    inline static constexpr const char* password = "right-11112222";

  private:
    struct Request {
        std::string line;
        std::string token;
        std::string text;
    };
    void serve(http::test::Peer& peer);
    std::string answer(const Request& request);
    std::string log_on(const Request& request);

    mutable std::mutex mutex_;
    std::set<std::string> tokens_;
    bool refuse_all_ = false;
    bool version_hidden_ = false;
    int logons_ = 0;
    int refused_logons_ = 0;
    int logoffs_ = 0;
    int answered_ = 0;
    int version_requests_ = 0;
    int wrong_types_ = 0;
    // Last, so that its threads end before what they use.
    std::unique_ptr<http::test::TestServer> server_;
};

}  // namespace rasctl::session::test
