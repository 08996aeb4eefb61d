#include "system/terminal_control.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>

#include "system/ignored_signal.hpp"

namespace rasctl::system {
namespace {

winsize size_of(int descriptor) {
    winsize size{};
    if (descriptor < 0 || ::ioctl(descriptor, TIOCGWINSZ, &size) != 0) return {};
    return size;
}

}  // namespace

Descriptor open_terminal() {
    return Descriptor(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
}

int columns_of(int descriptor) {
    return size_of(descriptor).ws_col;
}

int rows_of(int descriptor) {
    return size_of(descriptor).ws_row;
}

struct WithoutEcho::Modes : termios {};

WithoutEcho::WithoutEcho(int descriptor) : descriptor_(descriptor) {
    Modes before{};
    if (::tcgetattr(descriptor_, &before) != 0) return;
    termios without = before;
    without.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL);
    // What was typed ahead was typed with the echo on, so it is no secret and not the answer.
    if (::tcsetattr(descriptor_, TCSAFLUSH, &without) == 0) before_ = std::make_unique<Modes>(before);
}

WithoutEcho::~WithoutEcho() {
    if (before_) ::tcsetattr(descriptor_, TCSANOW, before_.get());
}

Foreground::Foreground(pid_t group) : terminal_(open_terminal()) {
    if (!terminal_ || ::tcgetpgrp(terminal_.get()) != ::getpgrp()) return;
    given_ = ::tcsetpgrp(terminal_.get(), group) == 0;
    // It may have been stopped by reading from the terminal before we got here.
    if (given_) ::kill(-group, SIGCONT);
}

Foreground::~Foreground() {
    if (!given_) return;
    const IgnoredSignal as_background(SIGTTOU);
    ::tcsetpgrp(terminal_.get(), ::getpgrp());
}

}  // namespace rasctl::system
