#include "simulator/demo/farm.hpp"
#include "simulator/demo/seed.hpp"

namespace rasctl::simulator {

const std::map<std::string, Seed, std::less<>>& seeds() {
    static const std::map<std::string, Seed, std::less<>> known{
        {"demo", seed_demo},
        {"empty", seed_empty},
        {"sample", seed_sample},
    };
    return known;
}

}  // namespace rasctl::simulator
