// A farm in memory behind a fake Session: commands run in the test's own process, and every request is seen.
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "commands/program.hpp"
#include "json/reader.hpp"
#include "session/session.hpp"

namespace rasctl::commands {

struct Sent {
    std::string method;
    std::string target;
    std::string body;
};

// How a command ended and what it wrote.
struct Ran {
    int code = 0;
    std::string out;
    std::string err;

    json::Value json() const { return json::parse(out).value(); }
};

class FakeFarm {
  public:
    // What answers a request that no row below does.
    using Answer = std::function<Result<http::Response>(const Sent&)>;

    FakeFarm();
    ~FakeFarm();

    // GET `target` answers with this JSON.
    void lists(const std::string& target, const std::string& rows) { lists_[target] = rows; }
    // Every write answers so; without it 204.
    void writes(Answer answer) { answer_ = std::move(answer); }

    Ran run(std::vector<std::string> words, const std::string& input = {});
    // The requests that change something, "DELETE /api/Gateway/3", since the last call.
    std::vector<std::string> written();
    std::vector<Sent> sent;

  private:
    friend class FakeSession;
    std::map<std::string, std::string> lists_;
    Answer answer_;
    std::filesystem::path folder_;
};

// The error of a connection that broke after the request was sent, and of one that never was.
Error lost_answer();
Error no_connection();

}  // namespace rasctl::commands
