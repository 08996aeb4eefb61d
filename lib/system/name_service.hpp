// Names of hosts and accounts where the C library cannot load the modules that the system's name service is
// made of
// (/etc/nsswitch.conf): a fully static program, whose side is in app/static. Elsewhere the library does it
// all.
#pragma once

#include <string>
#include <vector>

namespace rasctl::system {

// Before the C library is asked for a host or an account: keeps it to what is built into it.
void settle_name_service();

// What the system's own program for it answers for a host, addresses as text in the order to try them. Empty
// where the C library is to be asked: it knows the same, the program is not there, or it found nothing.
std::vector<std::string> addresses_by_name_service(const std::string& host);

}  // namespace rasctl::system
