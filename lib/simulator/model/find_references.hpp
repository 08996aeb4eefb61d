// Which stored members hold IDs of other objects, from the catalogue's `refers`.
#pragma once

#include <vector>

#include "simulator/model/resources.hpp"

namespace rasctl::simulator {

// Those of every object and setting that an operation reads or writes; each once.
std::vector<Reference> find_references(const catalog::Catalog& catalog, const Resources& resources);

}  // namespace rasctl::simulator
