// Reading from stdin.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "error/error.hpp"
#include "terminal/secret.hpp"

namespace rasctl::terminal {

// A stream that text comes from: a descriptor, or memory for tests. A byte order mark at its front is
// skipped.
class Input {
  public:
    // `name` is how errors call the stream ("stdin"). The descriptor is not closed.
    static Input from_descriptor(int descriptor, std::string name);
    static Input from_memory(std::string_view text);

    // The next line without its end (LF or CR LF); nothing at the end of the input.
    Result<std::optional<std::string>> read_line();
    // Everything up to the end; more than `limit` bytes is a failure.
    Result<std::string> read_all(std::size_t limit);
    // The first line, without a copy staying in memory. An input that ends without one is a failure (exit
    // code 2), and so is an empty line.
    Result<Secret> read_secret_line();

    // Whether more than line ends is there already, without waiting for it; false on a terminal.
    Result<bool> has_more_now();

    int descriptor() const { return descriptor_; }

  private:
    Input(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}
    // Appends what comes next to the buffer; false at the end of the input.
    Result<bool> fill();
    Result<bool> fill_raw();
    // False while what has come may yet be part of a byte order mark.
    bool skip_mark();

    int descriptor_;
    std::string name_;
    Secret buffer_;
    std::size_t consumed_ = 0;
    bool at_end_ = false;
    bool at_front_ = true;
};

}  // namespace rasctl::terminal
