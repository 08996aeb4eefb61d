// How long each phase of a request may take.
#pragma once

#include <chrono>

namespace rasctl::http {

struct Deadlines {
    std::chrono::milliseconds resolve{5'000};
    std::chrono::milliseconds connect{10'000};  // over all addresses, and to the proxy's answer
    std::chrono::milliseconds handshake{10'000};
    std::chrono::milliseconds first_byte{60'000};     // until the header of the answer is complete
    std::chrono::milliseconds between_bytes{30'000};  // without any progress, sending or receiving
    std::chrono::milliseconds whole{0};               // all of it with retries and waits; 0 is without limit
};

}  // namespace rasctl::http
