// Finds texts again that were met before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

#include "text/hash.hpp"

namespace rasctl {

// Where texts were put, whatever such a place is. Texts are shorter than 4 GiB, and not empty.
template <class Place>
class TextTable {
  public:
    // The place of the text; where it is not known, the one that `put(text)` answers. `bytes_at(place)`
    // points to the bytes of a text that was put there.
    template <class BytesAt, class Put>
    Place find_or_put(std::string_view text, BytesAt bytes_at, Put put) {
        const auto hash = static_cast<std::uint32_t>(hash_of(text, seed_));
        const auto size = static_cast<std::uint32_t>(text.size());
        std::size_t at = hash & (slots_.size() - 1);
        for (; slots_[at].size != 0; at = (at + 1) & (slots_.size() - 1)) {
            const Slot& slot = slots_[at];
            if (slot.hash == hash && slot.size == size && is_same(bytes_at(slot.place), text))
                return slot.place;
        }
        const Place place = put(text);
        slots_[at] = {hash, size, place};
        if (++used_ * 2 > slots_.size()) grow();
        return place;
    }

  private:
    // Size 0: free.
    struct Slot {
        std::uint32_t hash = 0, size = 0;
        Place place{};
    };

    static bool is_same(const char* bytes, std::string_view text) {
        return bytes == text.data() || std::memcmp(bytes, text.data(), text.size()) == 0;
    }

    void grow() {
        std::vector<Slot> larger(slots_.size() * 2);
        for (const Slot& slot : slots_) {
            if (slot.size == 0) continue;
            std::size_t at = slot.hash & (larger.size() - 1);
            while (larger[at].size != 0) at = (at + 1) & (larger.size() - 1);
            larger[at] = slot;
        }
        slots_ = std::move(larger);
    }

    std::vector<Slot> slots_ = std::vector<Slot>(64);  // open addressing, at most half full
    std::size_t used_ = 0;
    // Texts come from others: nobody shall know which of them would all be looked for at one place.
    std::uint64_t seed_ = std::random_device{}();
};

}  // namespace rasctl
