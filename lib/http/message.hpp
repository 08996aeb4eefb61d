// Requests and responses as the rest of rasctl sees them.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "error/error.hpp"
#include "http/deadlines.hpp"

namespace rasctl::http {

using Header = std::pair<std::string, std::string>;

// multipart/form-data (RFC 7578). Files are read from disk while they are sent, never held whole.
struct Multipart {
    struct Part {
        std::string name;
        std::string value;           // used when file_path is empty
        std::string file_path{};     // a regular file
        std::string file_name{};     // told to the server; empty: the last component of file_path
        std::string content_type{};  // empty: application/octet-stream for files, none for values
    };
    std::vector<Part> parts;
};

// A file as it is; read from disk while it is sent.
struct FileBody {
    std::string path;
};

struct NoBody {};
using Body = std::variant<NoBody, std::string, Multipart, FileBody>;

// Called while a body goes out or comes in: bytes so far, and in all where that is known.
using Progress = std::function<void(std::uint64_t done, std::optional<std::uint64_t> total)>;

struct Request {
    std::string method = "GET";
    std::string target;           // path and query, already encoded; the endpoint's base path is put in front
    std::vector<Header> headers;  // Host, Content-Length, Accept-Encoding and User-Agent are added
    Body body;
    std::string
        shown_target{};  // the target with its secrets masked, for messages and traces; empty: the path alone
    std::string shown_body{};              // the body with its secrets masked, for traces
    bool idempotent = true;                // a read: may be repeated when it is unknown whether it arrived
    std::optional<Deadlines> deadlines{};  // instead of the client's
    Progress on_upload{};
    Progress on_download{};
};

struct Response {
    unsigned status = 0;
    std::string reason;           // raw, as the server sent it
    std::vector<Header> headers;  // raw
    std::string body;             // decoded; empty when it went to a sink
    bool stopped = false;         // the sink wanted no more

    // The first header of that name without regard to letter case.
    std::optional<std::string_view> header(std::string_view name) const;
    bool ok() const { return status >= 200 && status < 300; }
};

// Takes the decoded body of a 2xx piece by piece. false: stop early; an error ends the request with it.
using BodySink = std::function<Result<bool>(std::string_view piece)>;

// What may be shown of the request: shown_target, or else the target without its query.
std::string shown_target(const Request& request);

}  // namespace rasctl::http
