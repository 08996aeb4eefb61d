// Reading everything that a catalogue holds.
#pragma once

#include <cstddef>

#include "catalog/catalog.hpp"

namespace rasctl::fuzz {

// Touches every byte of every text and every record, by every way there is. Answers a sum over what it read.
std::size_t walk(const catalog::Catalog& catalog);

}  // namespace rasctl::fuzz
