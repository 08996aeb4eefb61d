// A command line, a word a line: from finding the command over its options, targets and body to the request
// that would be sent. No request leaves: the session answers by itself, and looks at what it is asked.
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "commands/line/command_path.hpp"
#include "commands/program.hpp"
#include "http/exchange.hpp"
#include "json/reader.hpp"
#include "target.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::fuzz {
namespace {

namespace asio = boost::asio;
using Words = std::vector<std::string>;

// Hand-written commands that only read and write their streams.
constexpr std::array<std::string_view, 12> harmless{
    "api",          "catalog list", "completion", "config explain", "config get", "config path",
    "context list", "context show", "explain",    "help",           "man",        "version"};

class AnsweringSession : public session::Session {
  public:
    asio::awaitable<Result<http::Response>> send(http::Request request, http::BodySink sink) override {
        // What is typed after `api` can be no request; the client says so, and sends nothing.
        if (const auto good = http::check_request(request); !good) co_return good.error();
        expect(request.target.starts_with('/'), "a request goes to a path", request.target);
        http::Response response;
        response.status = request.method == "GET" ? 200 : 409;
        response.headers = {{"Content-Type", "application/json"}};
        const std::string_view answer = R"([{"id":7,"name":"gw7","server":"gw7.example","siteId":1}])";
        if (sink && response.ok()) {
            if (auto taken = sink(answer); !taken) co_return taken.error();
        } else {
            response.body = answer;
        }
        co_return response;
    }
    int known_server_version() const override { return 21; }
    asio::awaitable<Result<int>> server_version() override { co_return 21; }
    std::string endpoint() const override { return "https://ras.example:20443"; }
    asio::awaitable<Result<>> close() override { co_return Result<>{}; }
};

// A folder of our own to stand in, so that files that are read or written are none of anybody's.
const std::string& own_folder() {
    static const std::string folder = [] {
        std::string name = (std::filesystem::temp_directory_path() / "rasctl-fuzz-XXXXXX").string();
        if (!::mkdtemp(name.data()) || ::chdir(name.c_str()) != 0) std::abort();
        return name;
    }();
    return folder;
}

bool stays_here(const Words& words) {
    const bool writes = std::ranges::any_of(words, [](const std::string& word) {
        return word.starts_with("--output-file") || word.starts_with("/dev/") ||
               word.find('\0') != std::string::npos;
    });
    const auto path = commands::find_command(catalog::Catalog::built_in(), words);
    return !writes && (!path.hand_written || path.help ||
                       std::ranges::find(harmless, path.hand_written->name) != harmless.end());
}

bool is_documented(int code) {
    static constexpr std::array codes{0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 130};
    return std::ranges::find(codes, code) != codes.end();
}

std::string last_line(std::string_view text) {
    if (text.ends_with('\n')) text.remove_suffix(1);
    return std::string(text.substr(text.rfind('\n') + 1));
}

}  // namespace

void check(std::string_view input) {
    Words words;
    for (Lines lines(input); !lines.empty();) words.emplace_back(lines.next());
    const std::string& folder = own_folder();
    if (words.empty() || !stays_here(words)) return;
    const terminal::Environment environment{{"HOME", folder},
                                            {"PATH", folder},
                                            {"RASCTL_CONFIG_DIR", folder},
                                            {"RASCTL_CACHE_DIR", folder},
                                            {"RASCTL_NO_INPUT", "1"}};
    auto streams = terminal::Streams::in_memory({}, R"({"server": "gw8.example", "port": 443})");
    const int code = commands::run_program(words, streams, environment, [](commands::Context&) {
        return Result<std::unique_ptr<session::Session>>(std::make_unique<AnsweringSession>());
    });
    const std::string& told = streams.err().text();
    expect(is_documented(code), "an exit code is a documented one", std::to_string(code));
    expect(terminal::is_safe(told, terminal::LineEnds::keep), "what a person is told is safe to show", told);
    if (code == 0) return;
    expect(!told.empty(), "a failure is told");
    // The last format counts, also one that is not known.
    const bool as_json = words.size() > 1 && words[0] == "-o" && words[1] == "json" &&
                         std::none_of(words.begin() + 2, words.end(), [](const std::string& word) {
                             return word.starts_with("-o") || word.starts_with("--output");
                         });
    if (as_json && code != 8)
        expect(json::parse(last_line(told)).has_value(), "a failure is told in JSON", told);
}

}  // namespace rasctl::fuzz
