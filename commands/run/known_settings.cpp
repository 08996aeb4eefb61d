#include "commands/run/known_settings.hpp"

#include <utility>

namespace rasctl::commands {
namespace {

// Lines that all say something else gain nothing by being kept.
constexpr std::size_t most_kept = 256;

}  // namespace

const config::Settings* KnownSettings::of(const config::ConfigFile& file, const Flags& flags) const {
    if (!file_ || &file_->root() != &file.root()) return nullptr;
    const auto found = known_.find(flags);
    return found == known_.end() ? nullptr : &found->second;
}

void KnownSettings::keep(const config::ConfigFile& file, Flags flags, const config::Settings& settings) {
    if (!file_ || &file_->root() != &file.root()) {
        known_.clear();
        file_ = file;
    }
    if (known_.size() < most_kept) known_.emplace(std::move(flags), settings);
}

}  // namespace rasctl::commands
