// The picture that the simulator shows where nobody has set one.
#pragma once

#include <string_view>

namespace rasctl::simulator {

// One transparent pixel, for pictures that nobody has set.
inline constexpr std::string_view empty_picture{
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9c"
    "c\0\x01\0\0\x05\0\x01\r\n-\xb4\0\0\0\0IEND\xae"
    "B`\x82",
    67};

}  // namespace rasctl::simulator
