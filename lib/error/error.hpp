// How an expected failure travels: as a value that carries what a person needs to be told.
#pragma once

#include <boost/system/result.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace rasctl {

// What the process ends with (design 4). The numbers are a documented, stable interface.
enum class ExitCode : int {
    done = 0,
    refused = 1,      // the server refused or failed
    usage = 2,        // the command line or a file of the user's is wrong
    not_allowed = 3,  // not logged on, or no permission
    not_found = 4,
    invalid = 5,  // conflict or invalid input
    network = 6,  // network or TLS
    timed_out = 7,
    some_failed = 8,   // some of many targets failed
    differences = 10,  // `diff` found differences
    unhealthy = 11,    // `status` found something wrong
    interrupted = 130,
};

// One failure, told as "rasctl: WHAT: WHY" and "hint: HINT".
struct Error {
    ExitCode exit_code = ExitCode::refused;
    std::string what{};                  // lower case, no full stop: "cannot connect to ras.example:20443"
    std::string why{};                   // may be empty: "connection refused"
    std::string hint{};                  // may be empty: an exact command, or what to look at
    std::vector<std::string> details{};  // further lines, one problem each
    int http_status = 0;                 // 0 when no response was received
};

template <class T = void>
using Result = boost::system::result<T, Error>;

// Found by boost::system::result when value() is called on a failure, which is a bug in the caller.
[[noreturn]] inline void throw_exception_from_error(const Error& error, const boost::source_location&) {
    throw std::logic_error("unchecked failure: " + error.what + ": " + error.why);
}

}  // namespace rasctl
