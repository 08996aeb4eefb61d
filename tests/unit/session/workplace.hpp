// Folders, settings and an event loop for a session under test.
#pragma once

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "config/paths.hpp"
#include "config/settings.hpp"
#include "config/token_store.hpp"
#include "session/session.hpp"
#include "terminal/environment.hpp"
#include "terminal/prompt.hpp"

namespace rasctl::session::test {

class Workplace {
  public:
    // A folder of its own, or one that another process made.
    Workplace();
    explicit Workplace(std::filesystem::path folder);
    ~Workplace();
    Workplace(const Workplace&) = delete;
    Workplace& operator=(const Workplace&) = delete;

    // A context "lab" for the URL with the user "admin", or none.
    void use_context(const std::string& url);
    void use_endpoint_only(const std::string& url);
    void set_password(const std::string& password);

    // Opens a session; the answers are given to its questions.
    std::unique_ptr<Session> open(std::vector<std::string> answers = {});
    Result<std::unique_ptr<Session>> try_open();

    // GET /api/Gateway.
    Result<http::Response> get(Session& session, http::BodySink sink = {});
    // So many at once.
    std::vector<Result<http::Response>> get_many(Session& session, std::size_t count);
    // By each of them at once; they must have been opened on this loop.
    std::vector<Result<http::Response>> get_by_each(const std::vector<Session*>& sessions);
    Result<int> version_of(Session& session);
    Result<> close(Session& session);

    std::unique_ptr<config::TokenStore> store() const;
    void keep_token(const std::string& url, const std::string& token) const;
    std::string kept_token(const std::string& url) const;

    std::filesystem::path folder;
    config::Paths paths;
    terminal::Environment environment;
    std::unique_ptr<config::Settings> settings;
    std::vector<std::string> warnings;
    boost::asio::io_context io{1};
    // The loop that sessions are opened on.
    boost::asio::io_context* loop = &io;
    // Called once the work has begun, on its thread.
    std::function<void()> meanwhile{};

  private:
    bool owns_;
    std::unique_ptr<terminal::Prompt> prompt_;
};

}  // namespace rasctl::session::test
