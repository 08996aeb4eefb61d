// What every fuzz target has in common. A target is one source file that defines check(); it is built twice:
// with libFuzzer, which makes inputs up, and with replay.cpp, which takes them from files.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "error/error.hpp"

namespace rasctl::fuzz {

// Feeds one input. Whatever is wrong ends the process: a sanitizer's finding, an exception, or expect().
void check(std::string_view input);

// What must hold for every input.
inline void expect(bool holds, std::string_view what, std::string_view seen = {}) {
    if (holds) return;
    std::fprintf(stderr, "expected: %.*s\n%.*s\n", static_cast<int>(what.size()), what.data(),
                 static_cast<int>(seen.size()), seen.data());
    std::abort();
}

// A failure must say something, and say it on one line of its own.
inline void expect_told(const Error& error) {
    expect(!error.what.empty(), "a failure says what failed");
    expect(error.exit_code != ExitCode::done, "a failure has an exit code", error.what);
}

// Inputs are text that people can read and write: lines that say what to do, then the bytes to do it with.
class Lines {
  public:
    explicit Lines(std::string_view input) : rest_(input) {}

    // The next line without its end; empty when there is none.
    std::string_view next() {
        const auto end = rest_.find('\n');
        const std::string_view line = rest_.substr(0, end);
        rest_ = end == std::string_view::npos ? std::string_view{} : rest_.substr(end + 1);
        return line;
    }
    bool empty() const { return rest_.empty(); }
    std::string_view rest() const { return rest_; }

  private:
    std::string_view rest_;
};

}  // namespace rasctl::fuzz
