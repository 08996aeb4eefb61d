// Ownership of a file descriptor.
#pragma once

#include <cstddef>
#include <span>
#include <utility>

namespace rasctl::system {

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

inline constexpr int standard_input = 0;
inline constexpr int standard_output = 1;
inline constexpr int standard_error = 2;

// Whether the descriptor is a terminal.
bool is_terminal(int descriptor);

// Reads what is there, at most what fits: the number of bytes, 0 at the end, -1 with errno. EINTR is told
// too.
std::ptrdiff_t read_some(int descriptor, std::span<char> to);
// Writes what can be written now, as read_some().
std::ptrdiff_t write_some(int descriptor, std::span<const char> bytes);
// Whether all of it came, before the end.
bool read_whole(int descriptor, std::span<char> to);
// Reading and writing do not wait any more: EAGAIN.
void make_non_blocking(const Descriptor& descriptor);
// Another number for the same; -1 with errno.
int duplicate(int descriptor);

// Opens /dev/null in the place of a standard descriptor that the caller closed, so that no file of ours
// becomes "stdout" by taking its number. It is opened the wrong way round: using it still fails as a closed
// one would.
void occupy_closed_standard_descriptors();

}  // namespace rasctl::system
