// What farms of other versions have and this one lacks.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "state/kind.hpp"

namespace rasctl::state {

class OtherVersions {
  public:
    OtherVersions(const Kinds& kinds, int version) : kinds_(kinds), version_(version) {}

    // What to say of a kind that this version does not have; nothing where none has it.
    std::optional<std::string> about_kind(std::string_view name);
    // The same of a field of a kind or part, or of a part of `owner` whose steps begin so.
    std::optional<std::string> about_field(const Kind& kind, const Kind& owner,
                                           const std::vector<std::string>& steps);

  private:
    const Kinds* all();
    const Kind* counterpart(const Kind& kind);

    const Kinds& kinds_;
    int version_;
    std::optional<Kinds> all_{};
};

}  // namespace rasctl::state
