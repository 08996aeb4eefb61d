// The way in for libFuzzer.
#include <cstdint>

#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    rasctl::fuzz::check({reinterpret_cast<const char*>(data), size});
    return 0;
}
