#include "fake_farm.hpp"

#include <unistd.h>

#include <cstdlib>

#include "http/errors.hpp"

namespace rasctl::commands {

class FakeSession : public session::Session {
  public:
    explicit FakeSession(FakeFarm& farm) : farm_(farm) {}

    boost::asio::awaitable<Result<http::Response>> send(http::Request request, http::BodySink sink) override {
        Sent sent{request.method, request.target, {}};
        if (const auto* body = std::get_if<std::string>(&request.body)) sent.body = *body;
        farm_.sent.push_back(sent);
        auto response = answer(sent);
        if (response && sink && response->ok()) {
            if (auto taken = sink(response->body); !taken) co_return taken.error();
            response->body.clear();
        }
        co_return response;
    }
    int known_server_version() const override { return 21; }
    boost::asio::awaitable<Result<int>> server_version() override { co_return 21; }
    std::string endpoint() const override { return "https://farm.example:20443"; }
    boost::asio::awaitable<Result<>> close() override { co_return Result<>{}; }

  private:
    Result<http::Response> answer(const Sent& sent) const {
        const auto list = farm_.lists_.find(sent.target);
        http::Response response;
        response.status = 404;
        if (sent.method == "GET" && list != farm_.lists_.end()) {
            response.status = 200;
            response.body = list->second;
        } else if (sent.method != "GET") {
            if (farm_.answer_) return farm_.answer_(sent);
            response.status = 204;
        }
        return response;
    }

    FakeFarm& farm_;
};

FakeFarm::FakeFarm() {
    std::string name = (std::filesystem::temp_directory_path() / "rasctl-farm-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder_ = name;
}

FakeFarm::~FakeFarm() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

Ran FakeFarm::run(std::vector<std::string> words, const std::string& input) {
    words.insert(words.begin(), "--no-input");
    auto streams = terminal::Streams::in_memory({}, input);
    const terminal::Environment environment{{"HOME", folder_.string()},
                                            {"XDG_CONFIG_HOME", (folder_ / "config").string()},
                                            {"XDG_CACHE_HOME", (folder_ / "cache").string()},
                                            {"RASCTL_ENDPOINT", "https://farm.example:20443"}};
    Ran ended;
    ended.code = run_program(std::move(words), streams, environment,
                             [this](Context&) -> Result<std::unique_ptr<session::Session>> {
                                 return std::make_unique<FakeSession>(*this);
                             });
    ended.out = streams.out().text();
    ended.err = streams.err().text();
    return ended;
}

std::vector<std::string> FakeFarm::written() {
    std::vector<std::string> writes;
    for (const Sent& one : sent)
        if (one.method != "GET") writes.push_back(one.method + " " + one.target);
    sent.clear();
    return writes;
}

Error lost_answer() {
    return {.exit_code = ExitCode::network,
            .what = "no answer from farm.example",
            .why = "connection closed by the other side",
            .hint = http::look_before_sending_again};
}

Error no_connection() {
    return {.exit_code = ExitCode::network,
            .what = "cannot connect to farm.example",
            .why = "connection refused"};
}

}  // namespace rasctl::commands
