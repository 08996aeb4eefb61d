// The terminal of this process: its size, its echo, and whose turn it is.
#pragma once

#include <sys/types.h>

#include <memory>

#include "system/descriptor.hpp"

namespace rasctl::system {

// The terminal that this process is controlled by, whatever its standard descriptors are; none where there is
// no such terminal.
Descriptor open_terminal();

// The terminal's width in columns; 0 when the descriptor is none or does not say.
int columns_of(int descriptor);
// Its height in rows; 0 likewise.
int rows_of(int descriptor);

// Turns the echo of a terminal off until it is destroyed.
class WithoutEcho {
  public:
    explicit WithoutEcho(int descriptor);
    ~WithoutEcho();
    WithoutEcho(const WithoutEcho&) = delete;
    WithoutEcho& operator=(const WithoutEcho&) = delete;
    // Whether it is off; errno where it is not.
    bool done() const { return before_ != nullptr; }

  private:
    struct Modes;
    int descriptor_;
    std::unique_ptr<Modes> before_;
};

// Makes another process group the terminal's foreground, and takes it back in the end. Does nothing when we
// are not in the foreground ourselves.
class Foreground {
  public:
    explicit Foreground(pid_t group);
    ~Foreground();
    Foreground(const Foreground&) = delete;
    Foreground& operator=(const Foreground&) = delete;

  private:
    Descriptor terminal_;
    bool given_ = false;
};

}  // namespace rasctl::system
