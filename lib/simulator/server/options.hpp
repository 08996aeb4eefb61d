// The command line of rasctl-simulate.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "error/error.hpp"

namespace rasctl::simulator {

struct Options {
    std::string host = "127.0.0.1";
    std::uint16_t port = 20443;
    bool plain_http = false;
    int api = 21;
    std::string farm = "demo";  // name of a seed, or a file
    std::string state_file;
    std::size_t size = 1;
    std::chrono::milliseconds latency{0};
    double fail_rate = 0;
    std::optional<std::pair<unsigned, std::chrono::seconds>> rate_limit;
    std::vector<std::pair<std::string, std::string>> administrators;
    std::vector<std::string> locks;
    std::string record_file;
    bool record_secrets = false;
    bool coverage = false;
    bool as_json = false;  // of --coverage
    std::chrono::seconds session_expire{30 * 60};
    std::uint64_t seed = 1;
    double time_scale = 1;
    bool any_id = false;
    bool no_pending = false;            // GET /api/Settings/pending is not known
    bool licensing_site_lists = false;  // what a list without a site answers for; otherwise for all of them
    std::string certificate_file, key_file, ca_out;
    std::string catalog_file;  // a description of an API to serve besides
};

// What to do by the command line: options, or a text to print (help, version) with an exit code.
struct CommandLine {
    std::optional<Options> options;
    std::string text;  // for stdout when the code is 0, else for stderr
    int exit_code = 0;
};

CommandLine parse_command_line(int argc, const char* const* argv);

// "127.0.0.1:20443", ":0", "[::1]:8080", "localhost" -> host and port; an empty host is 127.0.0.1.
Result<std::pair<std::string, std::uint16_t>> parse_listen(const std::string& text);
// "50/10" -> 50 requests in 10 seconds; "default" is that.
Result<std::pair<unsigned, std::chrono::seconds>> parse_rate_limit(const std::string& text);
// "30" and "30m" are minutes, "90s" seconds, "8h" hours.
Result<std::chrono::seconds> parse_expiry(const std::string& text);

}  // namespace rasctl::simulator
