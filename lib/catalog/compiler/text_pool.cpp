#include "catalog/compiler/text_pool.hpp"

namespace rasctl::catalog::compiler {

image::Text TextPool::add(std::string_view text) {
    if (text.empty()) return {};
    const auto offset = offsets_.find_or_put(
        text, [this](std::uint32_t place) { return bytes_.data() + place; },
        [this](std::string_view unknown) {
            const auto end = static_cast<std::uint32_t>(bytes_.size());
            bytes_ += unknown;
            return end;
        });
    return {offset, static_cast<std::uint32_t>(text.size())};
}

}  // namespace rasctl::catalog::compiler
