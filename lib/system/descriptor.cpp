#include "system/descriptor.hpp"

#include <unistd.h>

namespace rasctl::system {

void Descriptor::close() {
    // No retry on EINTR: Linux has freed the number by then, and another thread may own it already.
    if (number_ >= 0) ::close(std::exchange(number_, -1));
}

bool is_terminal(int descriptor) {
    return ::isatty(descriptor) == 1;
}

}  // namespace rasctl::system
