// Pipes and channels between processes.
#pragma once

#include <optional>
#include <string_view>

#include "system/descriptor.hpp"

namespace rasctl::system {

// What is written at one end is read at the other. No other program inherits them.
struct Pipe {
    Descriptor reader;
    Descriptor writer;
};

// Nothing, and errno, where there is none to be had.
std::optional<Pipe> make_pipe();

// Two ends that each read what the other one writes.
struct Channel {
    Descriptor ours;
    Descriptor others;
};

// As make_pipe().
std::optional<Channel> make_channel();

// Writes all of it to the end of a channel; false when nobody is at the other end. Raises no SIGPIPE.
bool send_all(int channel, std::string_view bytes);

}  // namespace rasctl::system
