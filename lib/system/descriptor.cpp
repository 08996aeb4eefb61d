#include "system/descriptor.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace rasctl::system {

void Descriptor::close() {
    // No retry on EINTR: Linux has freed the number by then, and another thread may own it already.
    if (number_ >= 0) ::close(std::exchange(number_, -1));
}

bool is_terminal(int descriptor) {
    return ::isatty(descriptor) == 1;
}

std::ptrdiff_t read_some(int descriptor, std::span<char> to) {
    return ::read(descriptor, to.data(), to.size());
}

std::ptrdiff_t write_some(int descriptor, std::span<const char> bytes) {
    return ::write(descriptor, bytes.data(), bytes.size());
}

bool read_whole(int descriptor, std::span<char> to) {
    while (!to.empty()) {
        const auto count = read_some(descriptor, to);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        to = to.subspan(static_cast<std::size_t>(count));
    }
    return true;
}

void make_non_blocking(const Descriptor& descriptor) {
    ::fcntl(descriptor.get(), F_SETFL, O_NONBLOCK);
}

int duplicate(int descriptor) {
    return ::dup(descriptor);
}

void occupy_closed_standard_descriptors() {
    for (int number = standard_input; number <= standard_error; ++number) {
        if (::fcntl(number, F_GETFD) >= 0) continue;
        // The lowest free number is `number`, because those below it are open by now.
        const int wrong_way = number == standard_input ? O_WRONLY : O_RDONLY;
        if (::open("/dev/null", wrong_way) < 0) return;
    }
}

}  // namespace rasctl::system
