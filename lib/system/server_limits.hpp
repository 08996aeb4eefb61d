// The process's file descriptors.
#pragma once

namespace rasctl::system {

// Takes the places of stdin, stdout and stderr where they are closed: else the state file or a socket would
// get one of these numbers, and what is printed would land in it.
void keep_standard_streams();

// As many open files as the system lets this process have: each connection is one.
void allow_many_connections();

}  // namespace rasctl::system
