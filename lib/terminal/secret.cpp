#include "terminal/secret.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "system/confinement.hpp"
#include "system/memory.hpp"

namespace rasctl::terminal {
namespace {

constexpr std::size_t smallest_block = 64;

}  // namespace

Secret::Secret(std::string_view text) {
    append(text);
}

Secret Secret::taken_from(std::string&& text) {
    Secret result{std::string_view(text)};
    cleanse(text);
    return result;
}

Secret::Secret(Secret&& other) noexcept
    : bytes_(std::move(other.bytes_)),
      size_(std::exchange(other.size_, 0)),
      capacity_(std::exchange(other.capacity_, 0)) {}

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this != &other) {
        clear();
        bytes_ = std::move(other.bytes_);
        size_ = std::exchange(other.size_, 0);
        capacity_ = std::exchange(other.capacity_, 0);
    }
    return *this;
}

Secret::~Secret() {
    clear();
}

void Secret::append(std::string_view text) {
    if (text.empty()) return;
    if (size_ + text.size() > capacity_) {
        const std::size_t capacity = std::max({smallest_block, capacity_ * 2, size_ + text.size()});
        auto larger = std::make_unique<char[]>(capacity);
        if (size_ > 0) std::memcpy(larger.get(), bytes_.get(), size_);
        if (bytes_) system::wipe(bytes_.get(), capacity_);
        bytes_ = std::move(larger);
        capacity_ = capacity;
    }
    std::memcpy(bytes_.get() + size_, text.data(), text.size());
    size_ += text.size();
}

void Secret::strip_line_end() {
    if (size_ > 0 && bytes_[size_ - 1] == '\n') --size_;
    if (size_ > 0 && bytes_[size_ - 1] == '\r') --size_;
}

void Secret::clear() {
    if (bytes_) system::wipe(bytes_.get(), capacity_);
    bytes_.reset();
    size_ = 0;
    capacity_ = 0;
}

bool equal_secrets(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        difference |= static_cast<unsigned>(static_cast<unsigned char>(a[i])) ^
                      static_cast<unsigned>(static_cast<unsigned char>(b[i]));
    }
    return difference == 0;
}

void cleanse(std::string& text) {
    // The bytes behind the end may hold what the string held before it was shortened.
    text.resize(text.capacity());
    system::wipe(text.data(), text.size());
    text.clear();
}

void protect_process_memory() {
    system::protect_memory();
}

}  // namespace rasctl::terminal
