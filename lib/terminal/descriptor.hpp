// Ownership of a file descriptor.
#pragma once

#include <utility>

namespace rasctl::terminal {

class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        if (this != &other) {
            close();
            number_ = std::exchange(other.number_, -1);
        }
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }

    int get() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }
    void close();

  private:
    int number_ = -1;
};

// Whether the descriptor is a terminal.
bool is_terminal(int descriptor);
// The terminal's width in columns; 0 when the descriptor is none or does not say.
int columns_of(int descriptor);
// Its height in rows; 0 likewise.
int rows_of(int descriptor);
// Opens /dev/null in the place of a standard descriptor that the caller closed, so that no file of ours
// becomes "stdout" by taking its number. It is opened the wrong way round: using it still fails as a closed
// one would.
void occupy_closed_standard_descriptors();

}  // namespace rasctl::terminal
