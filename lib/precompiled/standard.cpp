// Asks for the precompiled header of its name; the sources of other targets reuse it.
#include "precompiled/standard.hpp"
