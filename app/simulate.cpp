// rasctl-simulate: a farm in a box.
#include <cstdio>
#include <exception>

#include "simulator/server/program.hpp"

int main(int argc, char** argv) {
    try {
        return rasctl::simulator::run_program(argc, argv);
    } catch (const std::exception& bug) {
        std::fprintf(stderr, "rasctl-simulate: this is a bug: %s\n", bug.what());
    }
    return 1;
}
