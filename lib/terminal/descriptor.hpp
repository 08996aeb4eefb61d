// The size of a terminal, and the standard descriptors.
#pragma once

#include "system/descriptor.hpp"

namespace rasctl::terminal {

using system::Descriptor;
using system::is_terminal;

// The terminal's width in columns; 0 when the descriptor is none or does not say.
int columns_of(int descriptor);
// Its height in rows; 0 likewise.
int rows_of(int descriptor);
// Opens /dev/null in the place of a standard descriptor that the caller closed, so that no file of ours
// becomes "stdout" by taking its number. It is opened the wrong way round: using it still fails as a closed
// one would.
void occupy_closed_standard_descriptors();

}  // namespace rasctl::terminal
