// What went over the wire, told without its secrets: --debug for people, --trace-file for programs.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "error/error.hpp"
#include "http/connect.hpp"
#include "http/endpoint.hpp"
#include "http/exchange.hpp"
#include "http/message.hpp"
#include "system/named_file.hpp"

namespace rasctl::http {

// Authorization, auth_token, cookies and whatever else is named like a token, key or password.
bool is_secret_header(std::string_view name);

// One try of one request.
struct TraceEntry {
    const Request& request;
    std::string url;  // shown form
    int number = 1;   // 2 and up are retries
    bool reused = false;
    std::chrono::system_clock::time_point start;
    ConnectTimes connecting{};
    std::string security{};  // "TLSv1.3 TLS_AES_256_GCM_SHA384", empty for plain HTTP
};

class Trace {
  public:
    // Gets one line without its end.
    using Line = std::function<void(std::string_view)>;

    // `debug` may be empty, `file` as well. The file is made readable for the user alone and appended to;
    // failures have exit code usage(2). `warn` gets one line when something could not be written to it: a
    // full disk does not end the work that is being traced.
    static Result<std::unique_ptr<Trace>> open(Line debug, const std::string& file, Line warn = {});
    Trace(const Trace&) = delete;
    Trace& operator=(const Trace&) = delete;

    void starts(const TraceEntry& entry);
    void note(std::string_view text);
    void done(const TraceEntry& entry, const Attempt& attempt);

  private:
    Trace(Line debug, std::optional<system::NamedFile> file, Line warn)
        : debug_(std::move(debug)), file_(std::move(file)), warn_(std::move(warn)) {}
    void line(std::string_view mark, std::string_view text) const;
    void show_headers(std::string_view mark, const std::vector<Header>& headers) const;
    void write_record(const TraceEntry& entry, const Attempt& attempt);

    Line debug_;
    std::optional<system::NamedFile> file_;
    Line warn_;  // empty once it was called
};

}  // namespace rasctl::http
