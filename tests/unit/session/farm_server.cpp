#include "farm_server.hpp"

namespace rasctl::session::test {
namespace {

std::string status(const std::string& line, const std::string& body = {}) {
    return "HTTP/1.1 " + line +
           "\r\nContent-Type: application/problem+json\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

std::string header(const std::string& text, const std::string& name) {
    const auto at = text.find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    const auto begin = at + name.size() + 4;
    return text.substr(begin, text.find("\r\n", begin) - begin);
}

}  // namespace

FarmServer::FarmServer()
    : server_(
          std::make_unique<http::test::TestServer>([this](http::test::Peer& peer, int) { serve(peer); })) {}

std::string FarmServer::url() const {
    return "http://127.0.0.1:" + std::to_string(port());
}

void FarmServer::serve(http::test::Peer& peer) {
    for (std::string text = peer.read_request(); !text.empty(); text = peer.read_request()) {
        const Request request{text.substr(0, text.find(" HTTP/")), header(text, "auth_token"), text};
        peer.send(answer(request));
    }
}

std::string FarmServer::answer(const Request& request) {
    const std::lock_guard lock(mutex_);
    if (header(request.text, "Content-Type") != "application/json; api-version=1.0") ++wrong_types_;
    if (request.line == "POST /api/Session/logon") return log_on(request);
    if (refuse_all_ || !tokens_.contains(request.token))
        return status("401 Unauthorized", R"({"title":"Unauthorized"})");
    if (request.line == "POST /api/Session/logoff") {
        ++logoffs_;
        tokens_.erase(request.token);
        return http::test::ok(R"("Session logged off successfully.")");
    }
    ++answered_;
    if (request.line == "GET /api/WebService/version") {
        ++version_requests_;
        return version_hidden_ ? status("404 Not Found") : http::test::ok(R"({"version":"21.0.26100"})");
    }
    return http::test::ok(R"([{"id":1}])");
}

std::string FarmServer::log_on(const Request& request) {
    if (request.text.find(std::string("\"password\":\"") + password + "\"") == std::string::npos) {
        ++refused_logons_;
        return status("401 Unauthorized",
                      R"({"title":"Unauthorized","detail":"The user name or password is wrong."})");
    }
    const std::string token = "token-" + std::to_string(++logons_) + "+/=";
    tokens_.insert(token);
    return http::test::ok(R"({"authToken":")" + token + R"(","sessionId":)" + std::to_string(40 + logons_) +
                          "}");
}

void FarmServer::grant(const std::string& token) {
    const std::lock_guard lock(mutex_);
    tokens_.insert(token);
}
void FarmServer::refuse_every_token() {
    const std::lock_guard lock(mutex_);
    refuse_all_ = true;
}
void FarmServer::hide_version() {
    const std::lock_guard lock(mutex_);
    version_hidden_ = true;
}
int FarmServer::logons() const {
    const std::lock_guard lock(mutex_);
    return logons_;
}
int FarmServer::refused_logons() const {
    const std::lock_guard lock(mutex_);
    return refused_logons_;
}
int FarmServer::logoffs() const {
    const std::lock_guard lock(mutex_);
    return logoffs_;
}
int FarmServer::answered() const {
    const std::lock_guard lock(mutex_);
    return answered_;
}
int FarmServer::version_requests() const {
    const std::lock_guard lock(mutex_);
    return version_requests_;
}
int FarmServer::wrong_types() const {
    const std::lock_guard lock(mutex_);
    return wrong_types_;
}

}  // namespace rasctl::session::test
