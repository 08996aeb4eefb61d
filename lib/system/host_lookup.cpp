#include "system/host_lookup.hpp"

#include <netdb.h>
#include <sys/socket.h>

#include <memory>

#include "system/name_service.hpp"

namespace rasctl::system {
namespace {

HostLookUpEnd end_of(int code) {
    switch (code) {
        case 0:
            return HostLookUpEnd::found;
        case EAI_AGAIN:
            return HostLookUpEnd::try_again;
        case EAI_FAIL:
            return HostLookUpEnd::no_recovery;
        case EAI_MEMORY:
            return HostLookUpEnd::no_memory;
        case EAI_NODATA:
        case EAI_ADDRFAMILY:
            return HostLookUpEnd::no_address;
        default:
            return HostLookUpEnd::no_such_host;
    }
}

}  // namespace

HostLookUp look_up_host(const std::string& host) {
    settle_name_service();
    addrinfo wanted{};
    wanted.ai_family = AF_UNSPEC;
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_flags = AI_ADDRCONFIG;
    addrinfo* found = nullptr;
    int code = ::getaddrinfo(host.c_str(), nullptr, &wanted, &found);
    if (code == EAI_NONAME || code == EAI_ADDRFAMILY || code == EAI_NODATA) {
        // AI_ADDRCONFIG does not count loopback, so on a machine without a network "localhost" would have no
        // address.
        wanted.ai_flags = 0;
        code = ::getaddrinfo(host.c_str(), nullptr, &wanted, &found);
    }
    HostLookUp result{.end = end_of(code)};
    if (code != 0) return result;
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> list(found, ::freeaddrinfo);
    for (const addrinfo* entry = found; entry != nullptr; entry = entry->ai_next)
        result.addresses.emplace_back(reinterpret_cast<const char*>(entry->ai_addr), entry->ai_addrlen);
    return result;
}

}  // namespace rasctl::system
