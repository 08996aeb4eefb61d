// The addresses of a host, as the system's resolver knows them.
#pragma once

#include <string>
#include <vector>

namespace rasctl::system {

enum class HostLookUpEnd { found, no_such_host, no_address, try_again, no_recovery, no_memory };

struct HostLookUp {
    HostLookUpEnd end = HostLookUpEnd::found;
    std::vector<std::string> addresses{};  // each the bytes of a sockaddr, whose port is to be set
};

// Takes as long as the resolver does; any thread may ask.
HostLookUp look_up_host(const std::string& host);

}  // namespace rasctl::system
