#include "output/member_rows.hpp"

#include <algorithm>
#include <cstring>

#include "json/element_builder.hpp"

namespace rasctl::output {

void MemberRows::add(std::span<const std::string_view> texts) {
    constexpr std::size_t block_size = std::size_t{64} * 1024;
    std::size_t size = 0;
    for (const std::string_view text : texts) size += sizeof(std::size_t) + text.size();
    if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < size)
        blocks_.emplace_back().reserve(std::max(block_size, size));
    std::string& block = blocks_.back();
    rows_.push_back(block.data() + block.size());
    for (const std::string_view text : texts) {
        const std::size_t length = text.size();
        block.append(reinterpret_cast<const char*>(&length), sizeof(length));
        block += text;
    }
}

std::span<const std::string_view> MemberRows::row(std::size_t place) {
    const char* at = rows_[place];
    texts_.clear();
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        std::size_t length = 0;
        std::memcpy(&length, at, sizeof(length));
        at += sizeof(length);
        texts_.emplace_back(at, length);
        at += length;
    }
    return texts_;
}

json::Value MemberRows::object_of(std::span<const std::string_view> texts) const {
    json::Object object;
    for (std::size_t i = 0; i < fields_.size(); ++i)
        if (!texts[i].empty()) object.append(fields_[i].steps.front(), json::built(texts[i]));
    return object;
}

void MemberRows::clear() {
    blocks_.clear();
    rows_ = std::vector<const char*>();
}

}  // namespace rasctl::output
