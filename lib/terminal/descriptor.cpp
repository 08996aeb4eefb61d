#include "terminal/descriptor.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace rasctl::terminal {

namespace {

winsize size_of(int descriptor) {
    winsize size{};
    if (descriptor < 0 || ::ioctl(descriptor, TIOCGWINSZ, &size) != 0) return {};
    return size;
}

}  // namespace

int columns_of(int descriptor) {
    return size_of(descriptor).ws_col;
}

int rows_of(int descriptor) {
    return size_of(descriptor).ws_row;
}

void occupy_closed_standard_descriptors() {
    for (int number = STDIN_FILENO; number <= STDERR_FILENO; ++number) {
        if (::fcntl(number, F_GETFD) >= 0) continue;
        // The lowest free number is `number`, because those below it are open by now.
        const int wrong_way = number == STDIN_FILENO ? O_WRONLY : O_RDONLY;
        if (::open("/dev/null", wrong_way) < 0) return;
    }
}

}  // namespace rasctl::terminal
