#include "catalog/compiler/text_pool.hpp"

#include <functional>

namespace rasctl::catalog::compiler {

image::Text TextPool::add(std::string_view text) {
    if (text.empty()) return {};
    const auto hash = static_cast<std::uint32_t>(std::hash<std::string_view>{}(text));
    std::size_t place = hash & (slots_.size() - 1);
    for (; slots_[place].text.size != 0; place = (place + 1) & (slots_.size() - 1)) {
        const Slot& slot = slots_[place];
        const bool same = slot.hash == hash && slot.text.size == text.size() &&
                          text == std::string_view(bytes_).substr(slot.text.offset, slot.text.size);
        if (same) return slot.text;
    }
    const image::Text added{static_cast<std::uint32_t>(bytes_.size()),
                            static_cast<std::uint32_t>(text.size())};
    bytes_ += text;
    slots_[place] = {hash, added};
    if (++used_ * 2 > slots_.size()) grow();
    return added;
}

void TextPool::grow() {
    std::vector<Slot> larger(slots_.size() * 2);
    for (const Slot& slot : slots_) {
        if (slot.text.size == 0) continue;
        std::size_t place = slot.hash & (larger.size() - 1);
        while (larger[place].text.size != 0) place = (place + 1) & (larger.size() - 1);
        larger[place] = slot;
    }
    slots_ = std::move(larger);
}

}  // namespace rasctl::catalog::compiler
